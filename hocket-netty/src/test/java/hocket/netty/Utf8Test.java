package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compared with the JDK's decoder, which is right. */
class Utf8Test {
    /** One of each kind that a first byte may demand. */
    private static final int[] CONTINUATIONS = {0x80, 0x90, 0xa0};

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(4096);

    /** Where the JDK's decoder stops; malformed if nothing that follows could make a character of the rest. */
    private int expected(byte[] bytes, int length) {
        int whole = decode(bytes, length);
        boolean hopeless = whole >= 0 && whole < length && !canGoOn(Arrays.copyOfRange(bytes, whole, length));
        return hopeless ? Utf8.MALFORMED : whole;
    }

    private int decode(byte[] bytes, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        chars.clear();
        CoderResult result = decoder.reset().decode(in, chars, false);
        return result.isError() ? Utf8.MALFORMED : in.position();
    }

    private boolean canGoOn(byte[] start) {
        byte[] longer = Arrays.copyOf(start, start.length + 1);
        for (int next : CONTINUATIONS) {
            longer[start.length] = (byte) next;
            int whole = decode(longer, longer.length);
            if (whole == longer.length || (whole == 0 && longer.length < 4 && canGoOn(longer))) {
                return true;
            }
        }
        return false;
    }

    private void assertSame(byte[] bytes, int length) {
        int expected = expected(bytes, length);
        int actual = Utf8.check(bytes, 0, length);
        if (actual != expected) {
            assertThat(actual).as(Arrays.toString(Arrays.copyOf(bytes, length))).isEqualTo(expected);
        }
    }

    @Test
    void everySequenceOfUpToThreeBytes() {
        byte[] bytes = new byte[3];
        for (int first = 0; first < 256; first++) {
            bytes[0] = (byte) first;
            assertSame(bytes, 1);
            for (int second = 0; second < 256; second++) {
                bytes[1] = (byte) second;
                assertSame(bytes, 2);
                for (int third = 0; third < 256 && first >= 0x7f; third++) {
                    bytes[2] = (byte) third;
                    assertSame(bytes, 3);
                }
            }
        }
    }

    @Test
    void everySequenceOfFourBytesAtTheBorders() {
        int[] borders = {
            0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xef, 0xf0, 0xf4, 0xff
        };
        byte[] bytes = new byte[4];
        for (int first = 0; first < 256; first++) {
            bytes[0] = (byte) first;
            for (int second : borders) {
                bytes[1] = (byte) second;
                for (int third : borders) {
                    bytes[2] = (byte) third;
                    for (int fourth : borders) {
                        bytes[3] = (byte) fourth;
                        assertSame(bytes, 4);
                    }
                }
            }
        }
    }

    @Test
    void everyCharacter() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .forEach(codePoint -> {
                    byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                    assertThat(Utf8.check(bytes, 0, bytes.length) == bytes.length)
                            .as("%x is valid", codePoint)
                            .isTrue();
                });
    }

    @Test
    void longTextsWithAByteChanged() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(200), 0, Character.MAX_CODE_POINT + 1)
                    .map(codePoint -> codePoint % 3 == 0 ? codePoint : codePoint % 0x500)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertSame(bytes, bytes.length);
            for (int k = 0; k < 5 && bytes.length > 0; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                assertSame(bytes, random.nextInt(bytes.length + 1));
            }
        }
    }

    @Test
    void whereItBeginsAndEndsCounts() {
        byte[] bytes = {(byte) 0xff, 'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xe2, (byte) 0x82, (byte) 0xff};

        assertThat(Utf8.check(bytes, 1, 1)).isEqualTo(1);
        assertThat(Utf8.check(bytes, 1, 2)).isEqualTo(2);
        assertThat(Utf8.check(bytes, 1, 3)).isEqualTo(2);
        assertThat(Utf8.check(bytes, 1, 4)).isEqualTo(4);
        assertThat(Utf8.check(bytes, 1, 6)).isEqualTo(4);
        assertThat(Utf8.check(bytes, 1, 7)).isEqualTo(Utf8.MALFORMED);
        assertThat(Utf8.check(bytes, 3, 4)).isEqualTo(Utf8.MALFORMED);
    }
}
