package hocket.core;

import java.util.List;
import java.util.function.Consumer;

/** Payloads of revision 4: packets as text with the record separator U+001E between them. */
final class Separated {
    static final ByteSlice BASE64_MESSAGE = ByteSlice.utf8("b");

    private static final byte SEPARATOR = 0x1e;

    private Separated() {}

    static Payload encode(List<EnginePacket> packets) {
        if (packets.size() == 1 && !packets.get(0).isBinary()) {
            return new Payload(packets.get(0).wire(), false);
        }
        int size = 0;
        for (EnginePacket packet : packets) {
            size += packet.isBinary() ? packet.base64().length() + 2 : packet.sizeBytes() + 1;
        }
        ByteSink sink = new ByteSink(size);
        for (EnginePacket packet : packets) {
            if (sink.size() > 0) {
                sink.write(SEPARATOR);
            }
            if (packet.isBinary()) {
                sink.write(BASE64_MESSAGE);
                sink.write(packet.base64());
            } else {
                sink.write(packet.wire());
            }
        }
        return new Payload(sink.toSlice(), false);
    }

    static void decode(Revision revision, ByteSlice body, Consumer<EnginePacket> sink) throws ProtocolException {
        int start = 0;
        for (int i = 0; i < body.length(); i++) {
            if (body.at(i) == SEPARATOR) {
                sink.accept(revision.decodeText(body.slice(start, i)));
                start = i + 1;
            }
        }
        sink.accept(revision.decodeText(body.slice(start)));
    }
}
