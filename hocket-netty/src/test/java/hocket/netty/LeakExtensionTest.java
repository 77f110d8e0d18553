package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakExtensionTest {
    private final Logger log = Logger.getLogger("io.netty.util.ResourceLeakDetector");

    @BeforeEach
    void beQuiet() {
        log.setUseParentHandlers(false); // these leaks are meant
    }

    @AfterEach
    void beLoud() {
        log.setUseParentHandlers(true);
    }

    @Test
    void everyClassIsWatchedWithoutAskingForIt() {
        assertThat(LeakExtension.isWatching()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBufferThatIsNotReleasedIsNamedWithThePlaceThatMadeIt(boolean direct) {
        lose(direct);

        assertThatThrownBy(LeakExtension::failIfAnyLeaked)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 buffers were not released")
                .hasMessageContaining("LeakExtensionTest.lose");
        assertThatCode(LeakExtension::failIfAnyLeaked).doesNotThrowAnyException();
    }

    private static void lose(boolean direct) {
        ByteBufAllocator allocator = direct ? ByteBufAllocator.DEFAULT : PooledByteBufAllocator.DEFAULT;
        (direct ? allocator.directBuffer(10) : allocator.heapBuffer(20)).writeByte(1);
    }

    @Test
    void buffersThatAreReleasedAreNone() {
        for (int i = 0; i < 1000; i++) {
            ByteBufAllocator.DEFAULT.buffer(100).writeByte(1).release();
        }

        assertThatCode(LeakExtension::failIfAnyLeaked).doesNotThrowAnyException();
    }
}
