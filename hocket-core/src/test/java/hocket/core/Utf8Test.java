package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @CsvSource({
        "a\ud83db, a\ufffdb",
        "\ude00\ud83d, \ufffd\ufffd",
        "x\ud83d, x\ufffd",
        "\ud83d\ud83d\ude00, \ufffd\ud83d\ude00",
        "\ud83d\ude00\ude00, \ud83d\ude00\ufffd",
    })
    void loneSurrogateBecomesTheReplacementCharacter(String text, String expected) {
        assertThat(Utf8.encode(text)).isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anyStringBecomesValidUtf8OfTheSameLengthInJavaScript() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            String text = text(random);
            ByteSlice utf8 = ByteSlice.utf8(text);

            assertThat(Utf8.isValid(utf8)).isTrue();
            assertThat(Utf8.utf16Length(utf8)).isEqualTo(text.length());
            assertThat(utf8.utf8()).hasSameSizeAs(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c080",
                "c1bf",
                "e0809f",
                "eda080",
                "edbfbf",
                "f0808080",
                "f4908080",
                "f5",
                "ff",
                "e282",
                "f09f98",
                "61e2"
            })
    void malformedUtf8IsRecognised(String hex) {
        assertThat(Utf8.isValid(ByteSlice.of(HexFormat.of().parseHex(hex)))).isFalse();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) random.nextInt(0x800));
                case 2 -> text.append((char) random.nextInt(0x10000));
                case 3 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                default -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            }
        }
        return text.toString();
    }
}
