package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class JsonPacketTests {
    private final JsonCodec codec;
    private final JsonPacketParser parser;

    JsonPacketTests(JsonCodec codec) {
        this.codec = codec;
        this.parser = new JsonPacketParser(codec, PacketLimits.DEFAULT);
    }

    @Test
    void packetsComeBackAsTheyWere() throws ProtocolException {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            JsonTrees trees = new JsonTrees(random, 10);
            String namespace = random.nextBoolean() ? "/" : "/" + trees.text().replace(",", "");
            long id = random.nextBoolean() ? Packet.NO_ID : random.nextLong() >>> 11;
            List<@Nullable Object> args = trees.list(0);
            List<@Nullable Object> data = new ArrayList<>(args);
            data.add(0, "e" + trees.text());
            boolean event = random.nextBoolean();
            Packet packet = event ? Packet.event(namespace, id, data) : Packet.ack(namespace, id, args);

            DecodedPacket decoded = decode(parser.newDecoder(), parser.encode(packet));

            assertThat(decoded.type()).isEqualTo(event ? PacketType.EVENT : PacketType.ACK);
            assertThat(decoded.namespace()).isEqualTo(namespace);
            assertThat(decoded.id()).isEqualTo(id);
            assertThat(decoded.event()).isEqualTo(event ? data.get(0) : null);
            assertThat(Vectors.comparable(decoded.args().toList())).isEqualTo(Vectors.comparable(args));
        }
    }

    @Test
    void mutatedPacketsAreReadOrRefused() {
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            List<@Nullable Object> data = new JsonTrees(random, 10).list(0);
            data.add(0, "e");
            EncodedPacket encoded = parser.encode(Packet.event("/n", i, data));
            PacketDecoder decoder = parser.newDecoder();
            try {
                DecodedPacket packet = decoder.text(ByteSlice.utf8(
                        Mutation.of(encoded.packets().get(0).data(), random).utf8()));
                for (EnginePacket attachment : encoded.packets()) {
                    packet = packet == null ? decoder.binary(attachment.data()) : packet;
                }
                if (packet != null) {
                    assertThat(packet.args().toList()).hasSize(packet.args().size());
                }
            } catch (ProtocolException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(3000, 29_000);
    }

    private static DecodedPacket decode(PacketDecoder decoder, EncodedPacket encoded) throws ProtocolException {
        DecodedPacket packet = decoder.text(encoded.packets().get(0).data());
        for (EnginePacket attachment :
                encoded.packets().subList(1, encoded.packets().size())) {
            assertThat(packet).isNull();
            assertThat(decoder.isIncomplete()).isTrue();
            packet = decoder.binary(attachment.data());
        }
        assertThat(decoder.isIncomplete()).isFalse();
        return packet;
    }

    @Test
    void numberOfAttachmentsIsLimitedBothWays() {
        JsonPacketParser two = new JsonPacketParser(codec, PacketLimits.DEFAULT.maxAttachments(2));
        byte[] bytes = {1};

        assertThat(two.encode(Packet.event("/", List.of("e", bytes, bytes))).packets())
                .hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.encode(Packet.event("/", List.of("e", bytes, Map.of("a", bytes), bytes))))
                .withMessage("a packet has at most 2 attachments (maxAttachments)");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> two.newDecoder().text(ByteSlice.utf8("53-[\"e\"]")))
                .withMessage("too many attachments");
    }

    @Test
    void sizeOfATextIsLimited() throws ProtocolException {
        JsonPacketParser small = new JsonPacketParser(codec, PacketLimits.DEFAULT.maxPacketBytes(10));

        assertThat(small.newDecoder().text(ByteSlice.utf8("2[\"12345\"]"))).isNotNull();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> small.newDecoder().text(ByteSlice.utf8("2[\"123456\"]")))
                .withMessage("a packet has at most 10 bytes");
    }

    @Test
    void sizeOfAllAttachmentsTogetherIsLimited() throws ProtocolException {
        String header = "52-[\"e\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        JsonPacketParser small = new JsonPacketParser(codec, PacketLimits.DEFAULT.maxPacketBytes(header.length() + 10));
        PacketDecoder decoder = small.newDecoder();
        decoder.text(ByteSlice.utf8(header));

        assertThat(decoder.binary(ByteSlice.of(new byte[6]))).isNull();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.binary(ByteSlice.of(new byte[5])))
                .withMessage("a packet has at most 92 bytes".replace("92", Integer.toString(header.length() + 10)));
    }

    @Test
    void binaryInAConnectIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.encode(Packet.connect("/", Map.of("a", new byte[1]))))
                .withMessage("a CONNECT packet cannot hold binary data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "7; unknown packet type",
                "51x[\"e\"]; Illegal attachments",
                "511-[\"e\"]; too many attachments",
                "599999999999999999-[]; too many attachments",
                "29007199254740992[\"e\"]; an ack id is at most 2^53 - 1",
                "2 [\"e\"]; an ack id consists of digits",
                "2[\"connect\"]; invalid payload of EVENT",
                "0[]; invalid payload of CONNECT",
                "1{}; invalid payload of DISCONNECT",
                "4[]; invalid payload of CONNECT_ERROR",
                "2[\"e\"; the payload is not valid JSON",
                "2[\"e\"]]; a payload is one JSON value with nothing behind it",
            })
    void exceptionNamesTheBrokenRule(String message, String rule) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newDecoder().text(ByteSlice.utf8(message)))
                .withMessage(rule);
    }

    @Test
    void nestedPlaceholdersAreTheOuterOneAlone() throws ProtocolException {
        PacketDecoder decoder = parser.newDecoder();
        decoder.text(
                ByteSlice.utf8("52-[\"e\",{\"_placeholder\":true,\"a\":{\"_placeholder\":true,\"num\":1},\"num\":0}]"));
        decoder.binary(ByteSlice.of(new byte[] {1}));
        DecodedPacket packet = decoder.binary(ByteSlice.of(new byte[] {2}));

        assertThat(packet.args().toList()).containsExactly(new byte[] {1});
    }

    @Test
    void placeholderWrittenWithEscapesIsOne() throws ProtocolException {
        PacketDecoder decoder = parser.newDecoder();
        decoder.text(ByteSlice.utf8("51-[\"e\",{\"\\u005fplaceholder\" : true , \"n\\u0075m\" : 0 }]"));

        assertThat(decoder.binary(ByteSlice.of(new byte[] {1})).args().get(0, byte[].class))
                .containsExactly(1);
    }

    @Test
    void attachmentsAreNotCopied() throws ProtocolException {
        ByteSlice bytes = ByteSlice.of(new byte[] {1});
        EncodedPacket encoded = parser.encode(Packet.event("/", List.of("e", bytes)));

        assertThat(encoded.packets().get(1).data()).isSameAs(bytes);
        assertThat(decode(parser.newDecoder(), encoded).args().get(0, ByteSlice.class))
                .isSameAs(bytes);
    }
}
