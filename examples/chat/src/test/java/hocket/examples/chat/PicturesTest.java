package hocket.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final String PNG = "89504e470d0a1a0a";

    @ParameterizedTest
    @CsvSource({
        PNG + "0000, image/png",
        "ffd8ffe000, image/jpeg",
        "474946383961, image/gif",
        "52494646000000005745425056, image/webp"
    })
    void theTypeIsReadFromTheBytes(String hex, String type) {
        assertThat(Pictures.requireType(HexFormat.of().parseHex(hex))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "RIFF    WAVE", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\u0089PNG"})
    void whatIsNoPictureIsRefused(String content) {
        assertThatThrownBy(() -> Pictures.requireType(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("A picture is a PNG, JPEG, GIF or WebP.");
    }

    @Test
    void aPictureHasUpToOneMegabyte() {
        byte[] largest = Arrays.copyOf(HexFormat.of().parseHex(PNG), Pictures.MAX_BYTES);

        assertThat(Pictures.requireType(largest)).isEqualTo("image/png");
        assertThatThrownBy(() -> Pictures.requireType(Arrays.copyOf(largest, Pictures.MAX_BYTES + 1)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("A picture has up to 1 MB.");
    }
}
