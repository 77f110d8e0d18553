package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScratchTest {
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @CsvSource({"0,2048", "1,2048", "2048,2048", "2049,4096", "65536,65536", "65537,65536", "2147483647,65536"})
    void anArrayIsLargeEnoughButNotLargerThanItMayBe(int wanted, int length) {
        assertThat(scratch.take(wanted)).hasSize(length);
    }

    @Test
    void whatWasGivenBackIsTakenAgainUntilMoreIsWanted() {
        byte[] first = scratch.take(3000);
        scratch.giveBack(first);
        assertThat(scratch.take(10)).isSameAs(first);
        scratch.giveBack(first);
        assertThat(scratch.take(5000)).isNotSameAs(first).hasSize(8192);
    }

    @Test
    void whoeverTakesOneWhileItIsInUseGetsAnother() {
        byte[] first = scratch.take(10);

        assertThat(scratch.take(10)).isNotSameAs(first);
    }
}
