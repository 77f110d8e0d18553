package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "3", "2", "5", "04", "4 ", "four"})
    void everythingButFourMeansThree(String eio) {
        assertThat(Revision.ofQuery(eio)).isEqualTo(Revision.V3);
        assertThat(Revision.ofQuery("4")).isEqualTo(Revision.V4);
    }

    @Test
    void revisionsDifferInPingsAndBodies() {
        assertThat(Revision.V4.number()).isEqualTo(4);
        assertThat(Revision.V4.isCurrent()).isTrue();
        assertThat(Revision.V4.serverPings()).isTrue();
        assertThat(Revision.V4.allowsBinaryBody()).isFalse();
        assertThat(Revision.V3.number()).isEqualTo(3);
        assertThat(Revision.V3.isCurrent()).isFalse();
        assertThat(Revision.V3.serverPings()).isFalse();
        assertThat(Revision.V3.allowsBinaryBody()).isTrue();
    }

    @Test
    void frameOfAPacketIsMadeOnce() {
        EnginePacket text = EnginePacket.text(EnginePacketType.MESSAGE, "hello");
        EnginePacket binary = EnginePacket.binary(ByteSlice.utf8("x"));

        assertThat(Revision.V4.frame(text, false)).isSameAs(Revision.V3.frame(text, true));
        assertThat(Revision.V4.frame(binary, false)).isSameAs(Revision.V4.frame(binary, false));
    }

    @Test
    void binaryFrameOfRevisionFourIsNotCopied() throws ProtocolException {
        ByteSlice bytes = ByteSlice.of(new byte[] {1, 2, 3});

        assertThat(Revision.V4.decodeFrame(true, bytes).data()).isSameAs(bytes);
        assertThat(Revision.V4.frame(EnginePacket.binary(bytes), false).payload())
                .isSameAs(bytes);
    }

    @Test
    void packetsBeforeAMalformedOneAreHandedOver() {
        List<String> decoded = new ArrayList<>();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Revision.V4.decode(
                        ByteSlice.utf8("4a\u001e4b\u001ex\u001e4c"), false, packet -> decoded.add(packet.text())))
                .withMessage("a packet begins with a digit from 0 to 6, or b");
        assertThat(decoded).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "V4, ''",
        "V4, x",
        "V4, b!",
        "V4, bAAAAA",
        "V3, ''",
        "V3, b",
        "V3, bAAAA",
        "V3, b4!",
    })
    void malformedFramesAreRefused(Revision revision, String frame) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> revision.decodeFrame(false, ByteSlice.utf8(frame)));
    }

    @ParameterizedTest
    @EnumSource
    void payloadsComeBackAsTheyWere(Revision revision) throws ProtocolException {
        Random random = new Random(revision.number());
        for (int i = 0; i < 2000; i++) {
            List<EnginePacket> packets = packets(random);
            Payload payload = revision.encode(packets, random.nextBoolean());
            List<EnginePacket> decoded = new ArrayList<>();
            revision.decode(payload.body(), payload.isBinary(), decoded::add);

            assertThat(decoded).usingElementComparator(RevisionTest::compare).isEqualTo(packets);
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesComeBackAsTheyWere(Revision revision) throws ProtocolException {
        Random random = new Random(10 + revision.number());
        for (int i = 0; i < 2000; i++) {
            EnginePacket packet = packet(random);
            Frame frame = revision.frame(packet, random.nextBoolean());

            assertThat(revision.decodeFrame(frame.isBinary(), frame.payload()))
                    .usingComparator(RevisionTest::compare)
                    .isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mutatedPayloadsAreReadOrRefused(Revision revision) {
        Random random = new Random(20 + revision.number());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            Payload payload = revision.encode(packets(random), random.nextBoolean());
            ByteSlice mutated = Mutation.of(payload.body(), random);
            List<EnginePacket> decoded = new ArrayList<>();
            try {
                revision.decode(mutated, payload.isBinary(), decoded::add);
            } catch (ProtocolException e) {
                refused++;
            }
            assertThat(decoded.stream().mapToInt(EnginePacket::sizeBytes).sum()).isLessThanOrEqualTo(mutated.length());
        }
        assertThat(refused).isBetween(1000, 19_999);
    }

    private static List<EnginePacket> packets(Random random) {
        List<EnginePacket> packets = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            packets.add(packet(random));
        }
        return packets;
    }

    private static EnginePacket packet(Random random) {
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return EnginePacket.binary(ByteSlice.of(bytes));
        }
        EnginePacketType[] types = EnginePacketType.values();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            int[] kinds = {random.nextInt(0x80), random.nextInt(0x800), 0x1f600 + random.nextInt(64), '4', ':'};
            int c = kinds[random.nextInt(kinds.length)];
            text.appendCodePoint(c == 0x1e ? 'x' : c); // JSON escapes the separator
        }
        return EnginePacket.text(types[random.nextInt(types.length)], text.toString());
    }

    private static int compare(EnginePacket a, EnginePacket b) {
        return a.type() == b.type() && a.isBinary() == b.isBinary() && a.data().equals(b.data()) ? 0 : 1;
    }
}
