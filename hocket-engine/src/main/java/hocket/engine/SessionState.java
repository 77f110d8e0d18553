package hocket.engine;

/**
 * Where a session stands between its handshake and its end. Pure: it is told what happens and answers what to do.
 *
 * <p>OPEN → CLOSING, where what is queued is still delivered → CLOSED.
 */
final class SessionState {
    /** What is to be done now. */
    enum Action {
        NOTHING,
        /** Wait until the write buffer is empty, then tell {@link #onDrained}. */
        AWAIT_DRAIN,
        /** Close the transport, then tell {@link #onEnded}. */
        CLOSE_TRANSPORT,
        /** The session has ended: tell the listener, once. */
        END
    }

    private ReadyState ready = ReadyState.OPEN;
    private boolean draining;

    ReadyState ready() {
        return ready;
    }

    /** Whether packets of the peer are taken and messages of the user are sent. */
    boolean isOpen() {
        return ready == ReadyState.OPEN;
    }

    boolean isClosed() {
        return ready == ReadyState.CLOSED;
    }

    /** The user closes the session; with {@code discard} what is queued is forgotten. */
    Action onClose(boolean bufferEmpty, boolean discard) {
        if (ready == ReadyState.CLOSED || (ready == ReadyState.CLOSING && !discard)) {
            return Action.NOTHING;
        }
        ready = ReadyState.CLOSING;
        draining = !bufferEmpty && !discard;
        return draining ? Action.AWAIT_DRAIN : Action.CLOSE_TRANSPORT;
    }

    /** The write buffer has become empty. */
    Action onDrained() {
        if (ready == ReadyState.CLOSING && draining) {
            draining = false;
            return Action.CLOSE_TRANSPORT;
        }
        return Action.NOTHING;
    }

    /** The transport has closed, the peer broke a rule, or a heartbeat is missing. */
    Action onEnded() {
        if (ready == ReadyState.CLOSED) {
            return Action.NOTHING;
        }
        ready = ReadyState.CLOSED;
        draining = false;
        return Action.END;
    }

    @Override
    public String toString() {
        return ready + (draining ? ", draining" : "");
    }
}
