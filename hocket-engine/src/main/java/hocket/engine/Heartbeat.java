package hocket.engine;

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

    private final HeartbeatTimes times;
    private boolean awaiting; // something must come before the deadline
    private boolean extended; // any other packet has already given this pong more time
    private long deadline;

    Heartbeat(HeartbeatTimes times, long now) {
        this.times = times;
        awaiting = !times.serverPings();
        deadline = now + times.untilDue();
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
        return awaiting && now - deadline >= 0 && now - deadline <= times.toleratedDelay();
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
        deadline = (now - deadline > times.toleratedDelay() ? now : deadline) + times.timeout();
        return Action.PING;
    }

    /** A ping goes out before its time, and something must come by the end of that one. */
    void onProbe(long now, long nanos) {
        long end = now + nanos;
        deadline = awaiting && deadline - end < 0 ? deadline : end;
        awaiting = true;
        extended = true;
    }

    /** A ping of the client, or its pong: what this revision expects of it. */
    void onBeat(long now) {
        awaiting = !times.serverPings();
        deadline = now + times.untilDue();
    }

    /** The peer could not be heard because we did not listen: it gets its full time again. */
    void onSilenceOfOurs(long now) {
        deadline = now + times.timeout();
    }

    /** Whether {@link #onOtherPacket} would change anything: it comes with every packet, and the time is not for nothing. */
    boolean wantsOtherPackets() {
        return times.serverPings() && awaiting && !extended;
    }

    /** Any other packet: once per ping it gives a pong that is on its way behind it more time. */
    void onOtherPacket(long now) {
        if (wantsOtherPackets()) {
            extended = true;
            deadline = now + times.timeout();
        }
    }
}
