package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflateTest {
    private static final int LIMIT = 1_000_000;
    private static final byte[] HELLO = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};
    private static final byte[] HELLO_AGAIN = {(byte) 0xf2, 0x00, 0x11, 0x00, 0x00}; // RFC 7692 §7.2.3.2

    private final Inflate inflate = new Inflate(LIMIT, false);

    @AfterEach
    void end() {
        inflate.end();
    }

    private static byte[] bomb(int bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[bytes]);
        byte[] out = new byte[bytes / 500 + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return length == 0 ? new byte[1] : Arrays.copyOf(out, length - 4);
    }

    private String message(Inflate of, byte[] content) throws DataFormatException {
        MessageBuffer message = new MessageBuffer();
        assertThat(of.append(content, true, message)).isTrue();
        return message.toSlice().utf8();
    }

    @Test
    void theExamplesOfTheRfc() throws Exception {
        assertThat(message(inflate, HELLO)).isEqualTo("Hello");
        assertThat(message(inflate, HELLO_AGAIN)).isEqualTo("Hello");
        assertThat(message(inflate, new byte[] {0, 5, 0, (byte) 0xfa, (byte) 0xff, 'H', 'e', 'l', 'l', 'o', 0}))
                .isEqualTo("Hello");
        assertThat(message(inflate, new byte[1])).isEmpty();
        assertThat(message(inflate, new byte[0])).isEmpty();
    }

    @Test
    void noWindowIsKeptWithoutContextTakeover() throws Exception {
        Inflate forgetful = new Inflate(LIMIT, true);
        assertThat(message(forgetful, HELLO)).isEqualTo("Hello");
        assertThat(message(forgetful, HELLO)).isEqualTo("Hello");
        assertThatThrownBy(() -> message(forgetful, HELLO_AGAIN)).isInstanceOf(DataFormatException.class);
        forgetful.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT - 1, LIMIT})
    void aMessageUpToTheLimitFits(int size) throws Exception {
        MessageBuffer message = new MessageBuffer();
        assertThat(inflate.append(bomb(size), true, message)).isTrue();
        assertThat(message.size()).isEqualTo(size);
    }

    @Test
    void theLargestLimitThereIsMayBeSet() throws Exception {
        Inflate unlimited = new Inflate(Integer.MAX_VALUE, false);
        assertThat(message(unlimited, HELLO)).isEqualTo("Hello");
        unlimited.end();
    }

    @Test
    void whatASmallMessageIsHeldInIsSmall() throws Exception {
        MessageBuffer message = new MessageBuffer();
        assertThat(inflate.append(HELLO, true, message)).isTrue();
        assertThat(message.array()).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void oneByteAboveTheLimitDoesNot() throws Exception {
        assertThat(inflate.append(bomb(LIMIT + 1), true, new MessageBuffer())).isFalse();
    }

    @Test
    void whatHasComeBeforeCounts() throws Exception {
        MessageBuffer message = new MessageBuffer();
        assertThat(inflate.append(bomb(LIMIT), false, message)).isTrue();
        byte[] rest = new byte[4 + HELLO.length];
        rest[2] = (byte) 0xff;
        rest[3] = (byte) 0xff;
        System.arraycopy(HELLO, 0, rest, 4, HELLO.length);
        assertThat(inflate.append(rest, true, message)).isFalse();
    }

    @Test
    void aBombCostsLittleMemory() throws Exception {
        byte[] bomb = bomb(200_000_000);
        MessageBuffer message = new MessageBuffer();
        AllocatedBytes allocated =
                AllocatedBytes.ofThreads(Thread.currentThread().getName());
        assertThat(inflate.append(bomb, true, message)).isFalse();

        assertThat(allocated.since()).isLessThan(4L * LIMIT);
        assertThat(message.size()).isLessThanOrEqualTo(LIMIT);
    }
}
