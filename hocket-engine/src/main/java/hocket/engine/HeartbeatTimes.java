package hocket.engine;

import hocket.core.Revision;
import java.time.Duration;

/**
 * The times of heartbeats in one revision, the same for all sessions; in nanoseconds.
 *
 * @param serverPings whether the server pings, and not the client
 * @param interval between a pong and the next ping
 * @param timeout what the peer has to answer
 * @param toleratedDelay a timer that is later than this was held up here, and the peer shall not suffer for it
 */
record HeartbeatTimes(boolean serverPings, long interval, long timeout, long toleratedDelay) {
    private static final long MAX_TOLERATED_DELAY = Duration.ofMillis(25).toNanos();

    static HeartbeatTimes of(Revision revision, Duration interval, Duration timeout) {
        long toleratedDelay = Math.min(MAX_TOLERATED_DELAY, timeout.toNanos() / 8);
        return new HeartbeatTimes(revision.serverPings(), interval.toNanos(), timeout.toNanos(), toleratedDelay);
    }

    /** From a beat until the server pings, or until the client must have. */
    long untilDue() {
        return interval + (serverPings ? 0 : timeout);
    }
}
