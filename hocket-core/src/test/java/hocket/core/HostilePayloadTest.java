package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostilePayloadTest {
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest(name = "{0} MB of {1}")
    @MethodSource("patterns")
    void anyBytesCostAtMostOneSecondAMegabyte(int megabytes, String pattern, byte[] unit) {
        ByteSlice body = repeat(unit, megabytes * MEGABYTE);

        double seconds = CpuTime.seconds(() -> decodeInEveryForm(body));

        assertThat(seconds).isLessThan(megabytes);
    }

    private static void decodeInEveryForm(ByteSlice body) {
        for (Revision revision : Revision.values()) {
            for (boolean binary : new boolean[] {false, true}) {
                try {
                    revision.decode(body, binary, packet -> {});
                } catch (ProtocolException e) {
                    assertThat(e).hasNoCause();
                }
                try {
                    revision.decodeFrame(binary, body);
                } catch (ProtocolException e) {
                    assertThat(e).hasNoCause();
                }
            }
        }
    }

    static Stream<Arguments> patterns() {
        byte[] noise = new byte[MEGABYTE];
        new Random(1).nextBytes(noise);
        List<Arguments> units = List.of(
                Arguments.of("zeros", new byte[] {0}),
                Arguments.of("0xff", new byte[] {(byte) 0xff}),
                Arguments.of("continuation bytes", new byte[] {(byte) 0x80}),
                Arguments.of("lead bytes", new byte[] {(byte) 0xf0}),
                Arguments.of("emoji", utf8("\ud83d\ude00")),
                Arguments.of("noise", noise),
                Arguments.of("separators", utf8("\u001e")),
                Arguments.of("noops of revision 4", utf8("6\u001e")),
                Arguments.of("messages of revision 4", utf8("4\u001e")),
                Arguments.of("base64 of revision 4", utf8("bAAAA\u001e")),
                Arguments.of("empty base64 of revision 4", utf8("b\u001e")),
                Arguments.of("one base64", utf8("bAAA")),
                Arguments.of("one text", utf8("4")),
                Arguments.of("colons", utf8(":")),
                Arguments.of("nines", utf8("9")),
                Arguments.of("empty packets of revision 3", utf8("0:")),
                Arguments.of("noops of revision 3", utf8("1:6")),
                Arguments.of("emoji of revision 3", utf8("3:4\ud83d\ude00")),
                Arguments.of("base64 of revision 3", utf8("6:b4AAAA")),
                Arguments.of("long lengths of revision 3", utf8("0000000001:6")),
                Arguments.of("octet noops", new byte[] {0, 1, (byte) 0xff, '6'}),
                Arguments.of("octet binaries", new byte[] {1, 1, (byte) 0xff, 4}),
                Arguments.of("octet lengths", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xff, '6'}));
        return Stream.of(1, 4)
                .flatMap(size -> units.stream().map(unit -> Arguments.of(size, unit.get()[0], unit.get()[1])));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteSlice repeat(byte[] unit, int size) {
        byte[] bytes = Arrays.copyOf(unit, size - size % unit.length);
        for (int filled = unit.length; filled < bytes.length; filled += unit.length) {
            System.arraycopy(unit, 0, bytes, filled, unit.length);
        }
        return ByteSlice.of(bytes);
    }
}
