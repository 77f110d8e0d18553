package hocket.client.okhttp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameWatchTest {
    private static final int LIMIT = 10;

    private final FrameWatch watch = new FrameWatch(LIMIT);

    private void take(String hex) throws ProtocolException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        watch.take(bytes, 0, bytes.length);
    }

    @Test
    void messagesUpToTheLimitPassByteByByte() throws Exception {
        for (int i = 0; i < 3; i++) {
            for (byte b : HexFormat.of().parseHex("820a00010203040506070809" + "8100" + "897d")) {
                watch.take(new byte[] {b}, 0, 1);
            }
            for (int k = 0; k < 125; k++) {
                take("ff"); // of a ping
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 0b", "82 7e 00 0b", "82 7f 00 00 00 00 00 00 00 0b", "82 7f 7f ff ff ff ff ff ff ff"})
    void aMessageAboveTheLimitFailsOnItsHeader(String header) {
        assertThatThrownBy(() -> take(header))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a message has more than 10 bytes");
    }

    @Test
    void fragmentsCountTogetherAndControlFramesDoNot() throws Exception {
        take("02 06 00 00 00 00 00 00 89 04 00 00 00 00 00 04 00 00 00 00");
        assertThatThrownBy(() -> take("80 01")).hasMessage("a message has more than 10 bytes");
    }

    @Test
    void aNegativeLengthFails() {
        assertThatThrownBy(() -> take("82 7f 80 00 00 00 00 00 00 00")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aMaskedFrameFails() {
        assertThatThrownBy(() -> take("82 81")).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"81 01 80", "81 02 c3 28", "81 01 c3", "01 01 c3 80 00", "81 03 ed a0 80", "81 04 f4 90 80 80"})
    void textThatIsNotUtf8Fails(String frames) {
        assertThatThrownBy(() -> take(frames))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aCharacterMayBeCutByFragmentsWithAPingBetween() {
        assertThatCode(() -> take("01 01 c3 89 01 ff 80 01 a9 81 01 61")).doesNotThrowAnyException();
    }

    @Test
    void binaryAndCompressedTextMayHoldAnything() {
        assertThatCode(() -> take("82 01 ff c1 01 ff")).doesNotThrowAnyException();
    }

    @Test
    void utf8IsJudgedAsTheJdkDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            bytes[0] |= (byte) 0xc0;
            for (int k = 1; k < bytes.length; k++) {
                bytes[k] = random.nextInt(8) == 0 ? bytes[k] : (byte) ((bytes[k] & 0x3f) | 0x80);
            }
            Utf8 utf8 = new Utf8();
            boolean valid = utf8.take(bytes, 0, bytes.length) && utf8.isWhole();
            byte[] back = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            if (valid != java.util.Arrays.equals(bytes, back)) {
                throw new AssertionError(HexFormat.of().formatHex(bytes) + " is taken as valid: " + valid);
            }
        }
    }
}
