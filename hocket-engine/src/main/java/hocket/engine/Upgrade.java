package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.engine.spi.Lane;
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
    private final PollingTransport polling;
    private final Duration timeLimit;
    private final UpgradeState state = new UpgradeState();
    private final Timeout timeout;
    private final Timeout noops;
    private @Nullable WebSocketTransport webSocket; // session lane: the one that probes

    Upgrade(EngineSocket session, PollingTransport polling, Lane lane, Duration timeLimit) {
        this.session = session;
        this.polling = polling;
        this.timeLimit = timeLimit;
        this.timeout = lane.newTimeout(() -> act(state.onFailed()));
        this.noops = lane.newTimeout(this::releasePoll);
    }

    boolean isUpgrading() {
        return state.isUpgrading();
    }

    /** A WebSocket with the session's id is open; it becomes the prober, or is closed at once. */
    void onOpen(WebSocketTransport opened) {
        if (session.readyState() == ReadyState.CLOSED || !state.onWebSocket()) {
            opened.detach();
            return;
        }
        webSocket = opened;
        opened.attach(this);
        timeout.start(timeLimit);
    }

    @Override
    public void onPacket(EnginePacket packet) {
        act(state.onPacket(packet));
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
        act(state.onFailed());
    }

    /** The session ends. */
    void abandon() {
        act(state.onFailed());
    }

    private void act(UpgradeState.Action action) {
        WebSocketTransport prober = webSocket;
        if (prober == null) {
            return;
        }
        switch (action) {
            case NOTHING -> {}
            case ANSWER_PROBE -> {
                prober.send(List.of(PROBE_ANSWER));
                session.onProbed();
                releasePoll();
            }
            case SWITCH -> {
                stop();
                session.switchTo(prober, polling);
            }
            case ABANDON -> {
                stop();
                prober.detach();
            }
        }
    }

    /** A client that has probed waits for its poll to end, and may have begun another before it knew. */
    private void releasePoll() {
        polling.releasePoll();
        noops.start(NOOP_INTERVAL);
    }

    private void stop() {
        timeout.cancel();
        noops.cancel();
        webSocket = null;
    }
}
