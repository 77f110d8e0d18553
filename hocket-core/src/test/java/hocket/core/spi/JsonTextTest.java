package hocket.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of a long text are looked at eight at a time: what stands beside a special one matters, and where it stands. */
class JsonTextTest {
    private static final int LENGTH = 540;

    private static boolean isSpecial(byte b) {
        return (b >= 0 && b < ' ') || b == '"' || b == '\\';
    }

    @Test
    void everyByteAtEveryPlaceIsSpecialOrNot() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < LENGTH; place++) {
                byte[] bytes = new byte[LENGTH];
                Arrays.fill(bytes, (byte) 'x');
                bytes[place] = (byte) value;
                int expected = isSpecial((byte) value) ? place : LENGTH;
                assertThat(JsonText.plainEnd(bytes, 0, LENGTH))
                        .as("%d at %d", value, place)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theFirstSpecialByteIsFoundWhateverStandsAroundIt() {
        Random random = new Random(7);
        byte[] near = {
            0, 1, 0x1f, ' ', '!', '"', '#', '[', '\\', ']', '^', '?', '@', 'x', 0x7f, -128, -127, -94, -36, -1
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                bytes[i] = random.nextInt(300) > 0 ? (byte) 'x' : near[random.nextInt(near.length)];
            }
            int from = random.nextInt(LENGTH);
            int to = from + random.nextInt(LENGTH - from + 1);
            int end = from;
            while (end < to && !isSpecial(bytes[end])) {
                end++;
            }
            assertThat(JsonText.plainEnd(bytes, from, to)).isEqualTo(end);
        }
    }

    @Test
    void aCharacterIsFoundAtEveryPlace() {
        for (int value = 0; value < 256; value++) {
            for (int length = 1; length < LENGTH; length++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) '>');
                bytes[length - 1] = (byte) value;
                assertThat(JsonText.contains(bytes, '?')).isEqualTo(value == '?');
            }
        }
        assertThat(JsonText.contains(new byte[0], '?')).isFalse();
    }
}
