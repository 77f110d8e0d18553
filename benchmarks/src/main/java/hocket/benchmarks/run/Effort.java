package hocket.benchmarks.run;

import java.time.Duration;

/** How much time is spent. */
public record Effort(
        int rounds, Duration preparation, Duration warmUp, Duration window, int curveRounds, int idleConnections) {
    /** For figures to be trusted: more than an hour in all. */
    public static final Effort FULL =
            new Effort(5, Duration.ofSeconds(4), Duration.ofMillis(500), Duration.ofSeconds(2), 3, 10_000);

    /** To see that everything works. */
    public static final Effort QUICK =
            new Effort(1, Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofMillis(400), 1, 2_000);
}
