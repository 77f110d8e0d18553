package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
    private static final long MILLI = 1_000_000;

    private static Heartbeat heartbeat(long now) {
        return new Heartbeat(Duration.ofMillis(25), Duration.ofMillis(20), now);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, -7, Long.MAX_VALUE - 20 * MILLI, Long.MIN_VALUE}) // nanoTime may begin anywhere, and overflow
    void theServerIsDeadAfterIntervalAndTimeout(long start) {
        Heartbeat heartbeat = heartbeat(start);

        assertThat(heartbeat.isOver(start + 45 * MILLI - 1)).isFalse();
        assertThat(heartbeat.left(start + 45 * MILLI - 1)).isEqualTo(Duration.ofNanos(1));
        assertThat(heartbeat.isOver(start + 45 * MILLI)).isTrue();
        assertThat(heartbeat.left(start + 45 * MILLI)).isZero();
        assertThat(heartbeat.left(start + 46 * MILLI)).isEqualTo(Duration.ofMillis(-1));
    }

    @Test
    void aPingGivesTheWholeTimeAnew() {
        Heartbeat heartbeat = heartbeat(0);

        heartbeat.onPing(44 * MILLI);

        assertThat(heartbeat.left(45 * MILLI)).isEqualTo(Duration.ofMillis(44));
        assertThat(heartbeat.isOver(89 * MILLI)).isTrue();
    }
}
