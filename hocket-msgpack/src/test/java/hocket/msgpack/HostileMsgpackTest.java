package hocket.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Args;
import hocket.core.ByteSlice;
import hocket.core.CpuTime;
import hocket.core.PacketLimits;
import hocket.core.ProtocolException;
import hocket.jackson.JacksonCodec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileMsgpackTest {
    private static final int MEGABYTE = 1 << 20;
    /** An ack up to its data. */
    private static final String HEAD = "84a47479706503a36e7370a12fa2696401a464617461";

    private final MsgpackPacketParser parser = new MsgpackPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);

    @ParameterizedTest(name = "{0} MB of {1}")
    @MethodSource("patterns")
    void anyBytesCostAtMostOneSecondAMegabyte(int megabytes, String pattern, ByteSlice message) {
        double seconds = CpuTime.seconds(() -> decodeAndRead(message));

        assertThat(seconds).isLessThan(megabytes);
    }

    private void decodeAndRead(ByteSlice message) {
        try {
            Args args = parser.newDecoder().binary(message).args();
            for (int i = 0; i < Math.min(args.size(), 1000); i++) {
                args.tree(i);
                assertThat(args.json(i)).isNotEmpty();
            }
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
        }
    }

    static Stream<Arguments> patterns() {
        // what stands before, the code of what holds the units and their number, a unit
        List<List<String>> patterns = List.of(
                List.of("nothing", "", "", "00"),
                List.of("maps of maps", "", "", "8f"),
                List.of("keys of the packet", "", "df", "a0c0"),
                List.of("types", "", "df", "a47479706503"),
                List.of("data again and again", "", "df", "a46461746191c0"),
                List.of("deep arrays", HEAD, "", "91"),
                List.of("deep maps", HEAD, "", "81a161"),
                List.of("fixints", HEAD, "dd", "01"),
                List.of("empty arrays", HEAD, "dd", "90"),
                List.of("empty maps", HEAD, "dd", "80"),
                List.of("empty texts", HEAD, "dd", "a0"),
                List.of("long forms of nothing", HEAD, "dd", "db00000000"),
                List.of("one array of empty arrays", HEAD + "91", "dd", "90"),
                List.of("one map of equal keys", HEAD + "91", "df", "a0c0"),
                List.of("one map of numbers", HEAD + "91", "df", "cd1234c0"),
                List.of("one text", HEAD + "91", "db", "61"),
                List.of("one malformed text", HEAD + "91", "db", "ff"),
                List.of("one binary", HEAD + "91", "c6", "00"),
                List.of("dates", HEAD + "91", "dd", "d7000000018bcfe5687b"),
                List.of("extensions", HEAD + "91", "dd", "d405ff"),
                List.of("arrays that promise 2^31", HEAD, "", "dd7fffffff"),
                List.of("maps that promise 2^31", HEAD, "", "df7fffffff"),
                List.of("never used", HEAD, "", "c1"));
        return Stream.of(1, 4)
                .flatMap(size -> patterns.stream()
                        .map(pattern -> Arguments.of(
                                size,
                                pattern.get(0),
                                message(pattern.get(1), pattern.get(2), pattern.get(3), size * MEGABYTE))));
    }

    @Test
    void manyKeysOfOneHashCodeAreReadInASecond() throws ProtocolException {
        StringBuilder hex = new StringBuilder("84a47479706503a36e7370a12fa2696401a46461746191de4000");
        for (int i = 0; i < 16_384; i++) {
            hex.append("bc");
            for (int bit = 0; bit < 14; bit++) {
                hex.append(((i >> bit) & 1) == 0 ? "4161" : "4242");
            }
            hex.append("c0");
        }
        Args args = parser.newDecoder()
                .binary(ByteSlice.of(HexFormat.of().parseHex(hex)))
                .args();

        assertThat(CpuTime.seconds(() -> assertThat((Map<?, ?>) args.tree(0)).hasSize(16_384)))
                .isLessThan(1);
    }

    private static ByteSlice message(String head, String code, String unit, int size) {
        byte[] start = HexFormat.of().parseHex(head);
        byte[] holder = HexFormat.of().parseHex(code);
        byte[] repeated = HexFormat.of().parseHex(unit);
        int count = size / repeated.length;
        ByteBuffer bytes = ByteBuffer.allocate(start.length + 5 * holder.length + count * repeated.length);
        bytes.put(start).put(holder);
        if (holder.length > 0) {
            bytes.putInt(count);
        }
        while (bytes.hasRemaining()) {
            bytes.put(repeated);
        }
        return ByteSlice.of(bytes.array());
    }
}
