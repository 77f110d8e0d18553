package hocket.benchmarks.run;

import java.time.Duration;

/** How much time is spent. */
public record Effort(
        int rounds,
        Duration preparation,
        Duration warmUp,
        Duration window,
        int curveRounds,
        int idleConnections,
        double clientSeconds) {
    /** For figures to be trusted: about half an hour in all, on two processors. */
    public static final Effort FULL =
            new Effort(3, Duration.ofMillis(2500), Duration.ofMillis(300), Duration.ofMillis(1200), 2, 10_000, 4);

    /** To see that everything works. */
    public static final Effort QUICK =
            new Effort(1, Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofMillis(400), 1, 2_000, 1);
}
