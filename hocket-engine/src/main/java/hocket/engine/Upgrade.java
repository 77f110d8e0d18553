package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that is to take over from long-polling: does what {@link UpgradeState} decides. Belongs to the session's
 * lane.
 */
final class Upgrade implements Transport.Session {
    private static final Duration NOOP_INTERVAL = Duration.ofMillis(100);
    private static final EncodedPacket PROBE_ANSWER =
            EncodedPacket.of(EnginePacket.text(EnginePacketType.PONG, "probe"));

    private final EngineSocket session;
    private final Duration timeLimit;
    private final UpgradeState state = new UpgradeState();
    private @Nullable PollingTransport polling; // session lane: null once the session has left it
    private @Nullable Probe probe; // session lane: null unless a WebSocket probes

    Upgrade(EngineSocket session, PollingTransport polling, Duration timeLimit) {
        this.session = session;
        this.polling = polling;
        this.timeLimit = timeLimit;
    }

    boolean isUpgrading() {
        return state.isUpgrading();
    }

    /** A WebSocket with the session's id is open; it becomes the prober, or is closed at once. */
    void onOpen(WebSocketTransport opened) {
        PollingTransport present = polling;
        if (present == null || session.readyState() == ReadyState.CLOSED || !state.onWebSocket()) {
            opened.detach();
            return;
        }
        probe = new Probe(opened, present);
        opened.attach(this);
    }

    @Override
    public void onPacket(EnginePacket packet) {
        act(state.onPacket(packet), UpgradeFailure.UNEXPECTED_PACKET);
    }

    @Override
    public void onWritable() {
        // what the probe needs fits into any buffer
    }

    @Override
    public void whenHandled(Runnable task) {
        task.run(); // nothing of a probe is the user's to handle
    }

    @Override
    public void onTransportClosed(CloseReason reason, String description) {
        fail(reason == CloseReason.PARSE_ERROR ? UpgradeFailure.UNEXPECTED_PACKET : UpgradeFailure.CLOSED);
    }

    /** The session ends. */
    void abandon() {
        fail(UpgradeFailure.SESSION_CLOSED);
    }

    private void fail(UpgradeFailure failure) {
        act(state.onFailed(), failure);
    }

    private void act(UpgradeState.Action action, UpgradeFailure ifAbandoned) {
        Probe present = probe;
        if (present == null) {
            return;
        }
        switch (action) {
            case NOTHING -> {}
            case ANSWER_PROBE -> {
                present.webSocket.send(List.of(PROBE_ANSWER));
                session.onProbed();
                present.releasePoll();
            }
            case SWITCH -> {
                stop(present);
                polling = null;
                session.switchTo(present.webSocket, present.polling);
            }
            case ABANDON -> {
                stop(present);
                present.webSocket.detach();
                session.onUpgradeFailed(ifAbandoned);
            }
        }
    }

    private void stop(Probe present) {
        present.timeout.cancel();
        present.noops.cancel();
        probe = null;
    }

    /** The WebSocket that probes, and its clocks. */
    private final class Probe {
        private final WebSocketTransport webSocket;
        private final PollingTransport polling;
        private final Timeout timeout = session.lane().newTimeout(() -> fail(UpgradeFailure.TIMED_OUT));
        private final Timeout noops = session.lane().newTimeout(this::releasePoll);

        Probe(WebSocketTransport webSocket, PollingTransport polling) {
            this.webSocket = webSocket;
            this.polling = polling;
            timeout.start(timeLimit);
        }

        /** A client that has probed waits for its poll to end, and may have begun another before it knew. */
        private void releasePoll() {
            polling.releasePoll();
            noops.start(NOOP_INTERVAL);
        }
    }
}
