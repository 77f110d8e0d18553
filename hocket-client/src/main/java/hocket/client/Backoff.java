package hocket.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt (the reference's {@code backo2}): {@code min × 2^attempts}, some of it taken or
 * added at random, {@code max} at most. Pure but for the random numbers it is given. Belongs to the manager's lane, but
 * for its settings.
 */
final class Backoff {
    private static final int MAX_DOUBLINGS =
            62; // past any delay; the reference gets to infinity, and from there to none

    private final DoubleSupplier random;
    private volatile Duration min = Duration.ofSeconds(1); // any thread
    private volatile Duration max = Duration.ofSeconds(5); // any thread
    private volatile double jitter = 0.5; // any thread
    private int attempts;

    /** With numbers from 0 to 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    Duration min() {
        return min;
    }

    /** Less than a millisecond counts as 100 ms, as zero does in the reference. */
    void min(Duration delay) {
        min = delay;
    }

    Duration max() {
        return max;
    }

    void max(Duration delay) {
        max = delay;
    }

    double jitter() {
        return jitter;
    }

    /** From 0, for none, to 1. */
    void jitter(double factor) {
        jitter = factor;
    }

    /** The delays asked for since the last {@link #reset}. */
    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }

    /** The next delay. */
    Duration next() {
        double first = min.toMillis();
        double millis = (first == 0 ? 100 : first) * Math.pow(2, Math.min(attempts++, MAX_DOUBLINGS));
        if (jitter > 0) {
            double number = random.getAsDouble();
            double deviation = Math.floor(number * jitter * millis);
            millis += ((int) Math.floor(number * 10) & 1) == 0 ? -deviation : deviation;
        }
        return Duration.ofMillis((long) Math.min(millis, (double) max.toMillis()));
    }
}
