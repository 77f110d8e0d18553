package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compared with the formula of RFC 6455 §5.3. */
class MaskTest {
    private static final int MARGIN = 5;

    private final Random random = new Random(13);

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] byTheFormula(byte[] key, byte[] from, int at, int length) {
        byte[] clear = new byte[length];
        for (int i = 0; i < length; i++) {
            clear[i] = (byte) (from[at + i] ^ key[i % 4]);
        }
        return clear;
    }

    @Test
    void everyLengthAtEveryOffset() {
        for (int length = 0; length < 70; length++) {
            for (int at = 0; at < 9; at++) {
                byte[] key = noise(4);
                byte[] from = noise(at + length + MARGIN);
                byte[] to = new byte[MARGIN + length + MARGIN];
                Mask.remove(Mask.read(key, 0), from, at, to, MARGIN, length);

                byte[] expected = new byte[to.length];
                System.arraycopy(byTheFormula(key, from, at, length), 0, expected, MARGIN, length);
                assertThat(to).as("%d bytes from %d", length, at).isEqualTo(expected);
            }
        }
    }

    @Test
    void aPayloadInTwoPiecesIsThatInOne() {
        byte[] key = noise(4);
        byte[] from = noise(40);
        for (int cut = 0; cut <= from.length; cut++) {
            byte[] to = new byte[from.length];
            int mask = Mask.read(key, 0);
            Mask.remove(mask, from, 0, to, 0, cut);
            Mask.remove(Mask.after(mask, cut), from, cut, to, cut, from.length - cut);

            assertThat(to).isEqualTo(byTheFormula(key, from, 0, from.length));
        }
    }

    @Test
    void oneByteThatIsNotAsciiIsNoticedWhereverItIs() {
        for (int length = 0; length < 40; length++) {
            byte[] key = noise(4);
            byte[] clear = new byte[length];
            Arrays.fill(clear, (byte) 0x7f);
            assertThat(isAscii(key, clear)).isTrue();
            for (int at = 0; at < length; at++) {
                clear[at] = (byte) 0x80;
                assertThat(isAscii(key, clear)).as("%d of %d", at, length).isFalse();
                clear[at] = 0;
            }
        }
    }

    private static boolean isAscii(byte[] key, byte[] clear) {
        byte[] masked = byTheFormula(key, clear, 0, clear.length);
        return Mask.remove(Mask.read(key, 0), masked, 0, new byte[clear.length], 0, clear.length);
    }
}
