package hocket.engine;

import hocket.core.Revision;
import java.time.Duration;

/**
 * When a ping is due and when a peer is dead (Engine.IO protocol, "Heartbeat"). Pure: it is told the time, in
 * nanoseconds of a monotonic clock, and what happens, and answers what to do. In revision 4 the server pings and the
 * client has {@code pingTimeout} to answer; in revision 3 the client pings, and the server waits {@code pingInterval +
 * pingTimeout}.
 */
final class Heartbeat {
    /** What is to be done when {@link #deadline} has passed. */
    enum Action {
        WAIT,
        PING,
        TIMEOUT
    }

    /** A timer that is later than this was held up here, and the peer shall not suffer for it. */
    private static final long MAX_TOLERATED_DELAY = Duration.ofMillis(25).toNanos();

    private final boolean serverPings;
    private final long interval;
    private final long timeout;
    private final long toleratedDelay;
    private boolean awaiting; // something must come before the deadline
    private boolean extended; // any other packet has already given this pong more time
    private long deadline;

    Heartbeat(Revision revision, Duration interval, Duration timeout, long now) {
        this.serverPings = revision.serverPings();
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.toleratedDelay = Math.min(MAX_TOLERATED_DELAY, this.timeout / 8);
        awaiting = !serverPings;
        deadline = now + this.interval + (serverPings ? 0 : this.timeout);
    }

    /** When {@link #onDeadline} is to be called; it may have moved by then. */
    long deadline() {
        return deadline;
    }

    /**
     * Whether the peer's time is over although the timer, which comes when it can, has not said so yet: what comes now is
     * too late. If much of it is over, we were the ones who could not listen.
     */
    boolean isJustOver(long now) {
        return awaiting && now - deadline >= 0 && now - deadline <= toleratedDelay;
    }

    Action onDeadline(long now) {
        if (now - deadline < 0) {
            return Action.WAIT;
        }
        if (awaiting) {
            return Action.TIMEOUT;
        }
        awaiting = true;
        extended = false;
        deadline = (now - deadline > toleratedDelay ? now : deadline) + timeout;
        return Action.PING;
    }

    /** A ping of the client, or its pong: what this revision expects of it. */
    void onBeat(long now) {
        awaiting = !serverPings;
        deadline = now + interval + (serverPings ? 0 : timeout);
    }

    /** The peer could not be heard because we did not listen: it gets its full time again. */
    void onSilenceOfOurs(long now) {
        deadline = now + timeout;
    }

    /** Any other packet: once per ping it gives a pong that is on its way behind it more time. */
    void onOtherPacket(long now) {
        if (serverPings && awaiting && !extended) {
            extended = true;
            deadline = now + timeout;
        }
    }
}
