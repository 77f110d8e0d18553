package hocket.core;

/** Tests that read arguments of packets. */
abstract class ArgsTests {
    final JsonCodec codec;
    private final JsonPacketParser parser;

    ArgsTests(JsonCodec codec) {
        this.codec = codec;
        this.parser = new JsonPacketParser(codec, PacketLimits.DEFAULT.maxAttachments(11));
    }

    final Args args(String json) throws ProtocolException {
        return parser.newDecoder().text(ByteSlice.utf8("2" + json)).args();
    }

    final Args args(String json, int attachments) throws ProtocolException {
        PacketDecoder decoder = parser.newDecoder();
        decoder.text(ByteSlice.utf8("5" + attachments + "-" + json));
        for (int i = 0; i < attachments - 1; i++) {
            decoder.binary(ByteSlice.of(new byte[] {(byte) i, (byte) (100 + i)}));
        }
        byte last = (byte) (attachments - 1);
        return decoder.binary(ByteSlice.of(new byte[] {last, (byte) (100 + last)}))
                .args();
    }
}
