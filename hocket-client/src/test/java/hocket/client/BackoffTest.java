package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's formula, {@code backo2}, to the millisecond. */
class BackoffTest {
    private final ArrayDeque<Double> random = new ArrayDeque<>();
    private final Backoff backoff = new Backoff(random::remove);

    private List<Long> delays(int count) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            millis.add(backoff.next().toMillis());
        }
        return millis;
    }

    @Test
    void theDelayDoublesUpToTheLongest() {
        backoff.jitter(0);

        assertThat(delays(5)).containsExactly(1000L, 2000L, 4000L, 5000L, 5000L);
        assertThat(backoff.attempts()).isEqualTo(5);
    }

    @Test
    void aResetBeginsAnew() {
        backoff.jitter(0);
        delays(3);

        backoff.reset();

        assertThat(backoff.attempts()).isZero();
        assertThat(delays(1)).containsExactly(1000L);
    }

    @Test
    void aDelayOfZeroMeansAHundredMilliseconds() {
        backoff.jitter(0);
        backoff.min(Duration.ZERO);

        assertThat(delays(2)).containsExactly(100L, 200L);
    }

    @Test
    void aDelayBelowAMillisecondIsNoReasonToStorm() {
        backoff.jitter(0);
        backoff.min(Duration.ofNanos(1));

        assertThat(delays(2)).containsExactly(100L, 200L);
    }

    @Test
    void anEvenFirstDigitOfTheRandomNumberShortensAndAnOddOneLengthens() {
        backoff.max(Duration.ofMinutes(1));
        random.addAll(List.of(0.0, 0.19, 0.25, 0.999));

        // 1000 - 0; 2000 + floor(0.19 × 0.5 × 2000); 4000 - floor(0.25 × 0.5 × 4000); 8000 + floor(0.999 × 0.5 × 8000)
        assertThat(delays(4)).containsExactly(1000L, 2190L, 3500L, 11996L);
    }

    @Test
    void theDeviationIsRoundedDown() {
        backoff.min(Duration.ofMillis(3));
        random.addAll(List.of(0.5, 0.61));

        // 3 + floor(0.75); 6 - floor(1.83)
        assertThat(delays(2)).containsExactly(3L, 5L);
    }

    @Test
    void aJitterOfOneReachesFromAlmostNothingToDouble() {
        backoff.jitter(1);
        backoff.max(Duration.ofMinutes(1));
        random.addAll(List.of(0.89, 0.99));

        assertThat(delays(2)).containsExactly(110L, 3980L);
    }

    @Test
    void theLongestDelayBoundsWhatChanceAdded() {
        backoff.min(Duration.ofSeconds(4));
        random.add(0.95);

        assertThat(delays(1)).containsExactly(5000L);
    }

    @Test
    void chanceMayShortenADelayBeforeTheLongestBoundsIt() {
        backoff.min(Duration.ofSeconds(6));
        random.add(0.8); // 6000 - 2400

        assertThat(delays(1)).containsExactly(3600L);
    }

    @Test
    void aDayWithoutTheServerDoesNotEndInAStorm() {
        for (int i = 0; i < 20_000; i++) {
            random.add(i % 2 == 0 ? 0.0 : 0.85);
        }

        assertThat(delays(20_000).subList(5, 20_000)).containsOnly(5000L);
        assertThat(backoff.attempts()).isEqualTo(20_000);
    }
}
