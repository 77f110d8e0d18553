package hocket.benchmarks.run;

import java.time.Duration;

/** How much time is spent. */
public record Effort(
        int rounds, Duration preparation, Duration warmUp, Duration window, int curveRounds, int idleConnections) {
    /** For figures to be trusted: 20 to 25 minutes in all, on two processors. */
    public static final Effort FULL =
            new Effort(3, Duration.ofMillis(2500), Duration.ofMillis(300), Duration.ofMillis(1200), 2, 10_000);

    /** To see that everything works. */
    public static final Effort QUICK =
            new Effort(1, Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofMillis(400), 1, 2_000);
}
