package hocket.engine;

import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;

/**
 * The change from long-polling to WebSocket (Engine.IO protocol, "Upgrade"). Pure: it is told what happens and answers
 * what to do.
 *
 * <p>IDLE → PROBING, a WebSocket came → PROBED, it sent {@code 2probe} → DONE, it sent {@code 5}. From the middle two it
 * falls back to IDLE, and polling goes on.
 */
final class UpgradeState {
    enum Step {
        IDLE,
        PROBING,
        PROBED,
        DONE
    }

    /** What is to be done now. */
    enum Action {
        NOTHING,
        /** Send {@code 3probe} on the WebSocket, and a noop to each pending poll from now on. */
        ANSWER_PROBE,
        /** The WebSocket is the session's transport now. */
        SWITCH,
        /** Close the WebSocket; polling goes on. */
        ABANDON
    }

    private static final String PROBE = "probe";

    private Step step = Step.IDLE;

    /** A session that began as a WebSocket cannot be upgraded. */
    static UpgradeState done() {
        UpgradeState state = new UpgradeState();
        state.step = Step.DONE;
        return state;
    }

    /** A WebSocket with the session's id came; only one at a time may probe, and none once the session is upgraded. */
    boolean onWebSocket() {
        if (step != Step.IDLE) {
            return false;
        }
        step = Step.PROBING;
        return true;
    }

    Action onPacket(EnginePacket packet) {
        boolean probe = packet.type() == EnginePacketType.PING && packet.text().equals(PROBE);
        if (isUpgrading() && probe) {
            step = Step.PROBED;
            return Action.ANSWER_PROBE;
        }
        if (step == Step.PROBED && packet.type() == EnginePacketType.UPGRADE) {
            step = Step.DONE;
            return Action.SWITCH;
        }
        return onFailed();
    }

    /** Its time is over, the WebSocket is gone or malformed, or the session ends. */
    Action onFailed() {
        if (step == Step.IDLE || step == Step.DONE) {
            return Action.NOTHING;
        }
        step = Step.IDLE;
        return Action.ABANDON;
    }

    boolean isUpgrading() {
        return step == Step.PROBING || step == Step.PROBED;
    }

    boolean isDone() {
        return step == Step.DONE;
    }

    @Override
    public String toString() {
        return step.toString();
    }
}
