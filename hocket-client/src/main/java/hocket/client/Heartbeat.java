package hocket.client;

import java.time.Duration;

/**
 * When a server is dead (Engine.IO protocol, "Heartbeat"): when no ping has come for {@code pingInterval + pingTimeout}.
 * Pure: it is told the time, in nanoseconds of a monotonic clock.
 */
final class Heartbeat {
    private final long patience;
    private long deadline;

    Heartbeat(Duration pingInterval, Duration pingTimeout, long now) {
        patience = pingInterval.plus(pingTimeout).toNanos();
        deadline = now + patience;
    }

    void onPing(long now) {
        deadline = now + patience;
    }

    /** How long the server may still be silent; zero or less if it is dead. */
    Duration left(long now) {
        return Duration.ofNanos(deadline - now);
    }

    boolean isOver(long now) {
        return now - deadline >= 0;
    }
}
