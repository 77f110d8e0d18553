package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Revision;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One session: a client's connection, whichever transports carry it. Methods may be called from any thread unless they
 * say otherwise, and never block; messages sent from one thread arrive in order.
 */
public final class EngineSocket {
    private static final System.Logger LOG = System.getLogger("hocket.engine");
    private static final EncodedPacket PING = EncodedPacket.of(EnginePacket.of(EnginePacketType.PING));
    private static final EncodedPacket PONG = EncodedPacket.of(EnginePacket.of(EnginePacketType.PONG));
    /** For listeners that run on the lane. */
    static final Executor ON_LANE = Runnable::run;

    private static final Duration HANDLER_PATIENCE = Duration.ofMillis(100);
    /** Why the peer is not read, as bits. */
    private static final int OUTBOUND_FULL = 1;

    private static final int ASKED_FOR = 2;

    private final String id;
    private final Revision revision;
    private final HttpRequest request;
    private final Lane lane;
    private final EngineServer server;
    private final EngineOptions options;
    private final SessionState state = new SessionState(); // session lane
    private final WriteBuffer buffer = new WriteBuffer(); // session lane
    private final Heartbeat heartbeat; // session lane
    private final Timeout heartbeatTimer; // session lane
    private final TransportEvents transportEvents = new TransportEvents();
    private @Nullable Transport transport; // session lane: null before open()
    private @Nullable Upgrade upgrade; // session lane: null unless it began with polling
    private EngineSocketListener listener = new EngineSocketListener() {}; // session lane: set in begin()
    private Executor userCode = ON_LANE; // session lane: set in begin()
    private boolean flushPlanned; // session lane
    private int paused; // session lane: bits
    private volatile ReadyState readyState = ReadyState.OPEN; // written on the session lane
    private volatile String transportName = ""; // written on the session lane
    private volatile boolean upgraded; // written on the session lane
    private volatile boolean congested; // written on the session lane

    EngineSocket(String id, Revision revision, HttpRequest request, Lane lane, EngineServer server) {
        this.id = id;
        this.revision = revision;
        this.request = request;
        this.lane = lane;
        this.server = server;
        this.options = server.options();
        this.heartbeat = new Heartbeat(server.heartbeatTimes(revision), lane.nanoTime());
        this.heartbeatTimer = lane.newTimeout(this::onHeartbeatDue);
    }

    /** The session's id, a secret shared with the client. */
    public String id() {
        return id;
    }

    /** The revision of the protocol, 4 or 3. */
    public int protocol() {
        return revision.number();
    }

    Revision revision() {
        return revision;
    }

    /** The request that opened the session. */
    public HttpRequest request() {
        return request;
    }

    /** The client's IP address. */
    public String remoteAddress() {
        return request.remoteAddress();
    }

    /** The lane that owns the session. */
    public Lane lane() {
        return lane;
    }

    /** Where the session stands. */
    public ReadyState readyState() {
        return readyState;
    }

    /** The transport of the moment, {@code polling} or {@code websocket}. */
    public String transportName() {
        return transportName;
    }

    /** Whether the session began with polling and goes on over a WebSocket. */
    public boolean isUpgraded() {
        return upgraded;
    }

    /**
     * Whether less than {@code pauseReadingBytes} wait to be sent, as of the last turn of the lane; {@link
     * EngineSocketListener#onWritable} tells when that is so again.
     */
    public boolean isWritable() {
        return !congested;
    }

    /** Whether the transport would take a packet at once: a poll waits, or the WebSocket has room. Called on the session's lane. */
    public boolean isTransportWritable() {
        return transport != null && transport.isWritable();
    }

    /**
     * How many bytes wait to be sent. Off the session's lane the answer is of a moment ago, and its parts perhaps of two:
     * good for a gauge, not for a decision.
     */
    public long pendingBytes() {
        Transport current = transport; // read once: another thread may see it change
        return buffer.bytes() + (current == null ? 0 : current.pendingBytes());
    }

    /** Sends a message; it is dropped if the session is no longer open. */
    public void send(EngineMessage message) {
        send(EncodedPacket.of(message.packet()));
    }

    /** Sends a text; it is dropped if the session is no longer open. */
    public void send(String text) {
        send(EngineMessage.text(text));
    }

    /** Sends bytes, copied; they are dropped if the session is no longer open. */
    public void send(byte[] bytes) {
        send(EngineMessage.binary(bytes));
    }

    /** Sends a group of packets with nothing between them; it is dropped if the session is no longer open. */
    public void send(EncodedPacket packet) {
        if (lane.isInside()) {
            enqueue(packet);
        } else {
            lane.execute(() -> enqueue(packet));
        }
    }

    /**
     * As {@link #send(EncodedPacket)}, and has the task run where {@link Handlers} says when the packet has been given to
     * the transport; never if the session ends before.
     */
    public void send(EncodedPacket packet, Runnable onFlushed) {
        lane.run(() -> {
            if (state.isOpen()) {
                buffer.onFlushed(onFlushed);
            }
            enqueue(packet);
        });
    }

    /** Sends a packet unless the transport has no room for it just now; it is then dropped. */
    public void sendVolatile(EncodedPacket packet) {
        lane.run(() -> {
            if (isTransportWritable()) {
                enqueue(packet);
            }
        });
    }

    /** Closes the session, after what was sent before has been given to the transport. Harmless if repeated. */
    public void close() {
        close(false);
    }

    /** Closes the session; with {@code discard} what was sent and is still queued is forgotten. Harmless if repeated. */
    public void close(boolean discard) {
        lane.run(() -> {
            if (discard) {
                buffer.clear();
            }
            act(state.onClose(buffer.isEmpty(), discard), discard);
        });
    }

    /**
     * Asks whether the client is there, by a ping before its time: {@link EngineSocketListener#onHeartbeat} tells of the
     * answer, or the session ends with {@code ping timeout} when the limit is over. Called on the session's lane.
     *
     * @return false if nobody was asked: the session is not open or not read, or its revision has the client ping
     */
    public boolean probe(Duration limit) {
        lane.assertInside();
        if (!state.isOpen() || !revision.serverPings() || (paused & ASKED_FOR) != 0) {
            return false;
        }
        heartbeat.onProbe(lane.nanoTime(), limit.toNanos());
        scheduleHeartbeat();
        enqueue(PING);
        return true;
    }

    /** Stops reading from the peer until {@link #resumeReading}. Called on the session's lane. */
    public void pauseReading() {
        setPaused(paused | ASKED_FOR);
    }

    /** Reads from the peer again. Called on the session's lane. */
    public void resumeReading() {
        setPaused(paused & ~ASKED_FOR);
    }

    /** What a transport is to tell its events to. */
    Transport.Session transportEvents() {
        return transportEvents;
    }

    /** Begins with that transport, whose poll waits or whose WebSocket is open: the handshake is sent at once. */
    void open(Transport first, @Nullable Upgrade upgradeOfIt, String handshake) {
        lane.assertInside();
        transport = first;
        transportName = first.name();
        upgrade = upgradeOfIt;
        buffer.add(EncodedPacket.of(EnginePacket.text(EnginePacketType.OPEN, handshake)));
        if (options.initialPacket != null) {
            buffer.add(EncodedPacket.of(options.initialPacket.packet()));
        }
        flush();
        scheduleHeartbeat();
    }

    /** From now on that listener is told, and what users hand over to be called runs on that executor, in order. */
    void begin(EngineSocketListener newListener, Executor newUserCode) {
        listener = newListener;
        userCode = newUserCode;
    }

    /** A polling request with the session's id came. */
    void onRequest(Arrival arrival) {
        lane.assertInside();
        if (heartbeat.isJustOver(lane.nanoTime())) {
            onHeartbeatDue();
        }
        if (state.isClosed()) {
            server.refuseUnknown(arrival, id);
        } else if (transport instanceof PollingTransport polling) {
            polling.onRequest(arrival);
        } else {
            server.refuseMismatch(arrival, transportName);
        }
    }

    /** A WebSocket with the session's id is open; one that the session cannot take is closed. */
    void onWebSocket(WebSocketTransport webSocket) {
        if (upgrade == null) {
            webSocket.detach();
        } else {
            upgrade.onOpen(webSocket);
        }
    }

    /** The client has probed a WebSocket. */
    void onProbed() {
        listener.onUpgrading();
    }

    /** The WebSocket that was to take over is closed. */
    void onUpgradeFailed(UpgradeFailure failure) {
        tell(() -> listener.onUpgradeFailed(failure));
    }

    /** The client has chosen the WebSocket. */
    void switchTo(WebSocketTransport webSocket, PollingTransport polling) {
        polling.detach();
        if (!state.isOpen()) {
            webSocket.detach();
            onUpgradeFailed(UpgradeFailure.SESSION_CLOSED);
            onTransportClosed(CloseReason.FORCED_CLOSE, "");
            return;
        }
        webSocket.attach(transportEvents);
        transport = webSocket;
        transportName = webSocket.name();
        upgraded = true;
        if (paused != 0) {
            webSocket.pauseReading();
        }
        listener.onUpgrade();
        planFlush();
    }

    private void enqueue(EncodedPacket packet) {
        lane.assertInside();
        if (!state.isOpen()) {
            return;
        }
        listener.onPacketCreate(packet);
        buffer.add(packet);
        if (pendingBytes() > options.maxOutboundBytes) {
            flush();
            if (pendingBytes() > options.maxOutboundBytes) {
                tell(() -> listener.onOutboundLimit(OutboundLimit.MAX_OUTBOUND_BYTES));
                onTransportClosed(CloseReason.TRANSPORT_ERROR, "more than maxOutboundBytes wait to be sent");
                return;
            }
        }
        planFlush();
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            lane.atTurnEnd(transportEvents);
        }
    }

    private void flush() {
        flushPlanned = false;
        Transport current = transport;
        if (current == null || state.isClosed()) {
            return;
        }
        if (!buffer.isEmpty() && current.isWritable()) {
            List<EncodedPacket> packets = buffer.takePackets();
            List<Runnable> flushed = buffer.takeOnFlushed();
            listener.onFlush(packets);
            server.listener().onFlush(this, packets);
            current.send(packets);
            if (state.isClosed()) {
                return; // the transport broke while it sent
            }
            for (int i = 0; i < flushed.size(); i++) {
                userCode.execute(flushed.get(i));
            }
            listener.onDrain();
            server.listener().onDrain(this);
            act(state.onDrained(), false);
        }
        balance();
    }

    /** Who does not read what it is sent shall not send either; a poll shows nothing of that, so it is bounded alone. */
    private void balance() {
        long bytes = pendingBytes();
        if (bytes > options.pauseReadingBytes) {
            congested = true;
            if (transport instanceof WebSocketTransport) {
                setPaused(paused | OUTBOUND_FULL);
            }
        } else if (congested && bytes < options.pauseReadingBytes / 4) {
            congested = false;
            setPaused(paused & ~OUTBOUND_FULL);
            listener.onWritable();
        }
    }

    private void setPaused(int bits) {
        boolean was = paused != 0;
        paused = bits;
        if (transport != null && was != (bits != 0)) {
            if (was) {
                transport.resumeReading();
            } else {
                transport.pauseReading();
            }
        }
    }

    private void onPacket(EnginePacket packet) {
        if (!state.isOpen()) {
            return;
        }
        listener.onPacket(packet);
        switch (packet.type()) {
            case PING -> onBeat(!revision.serverPings());
            case PONG -> onBeat(revision.serverPings());
            case MESSAGE -> {
                onOtherPacket();
                listener.onMessage(new EngineMessage(packet));
            }
            default -> onOtherPacket();
        }
    }

    private void onOtherPacket() {
        if (heartbeat.wantsOtherPackets()) {
            heartbeat.onOtherPacket(lane.nanoTime());
        }
    }

    private void onBeat(boolean rightDirection) {
        if (!rightDirection) {
            onTransportClosed(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
            return;
        }
        heartbeat.onBeat(lane.nanoTime());
        scheduleHeartbeat();
        if (!revision.serverPings()) {
            enqueue(PONG);
        }
        listener.onHeartbeat();
    }

    private void onHeartbeatDue() {
        switch (heartbeat.onDeadline(lane.nanoTime())) {
            case WAIT -> scheduleHeartbeat();
            case PING -> {
                enqueue(PING);
                scheduleHeartbeat();
            }
            case TIMEOUT -> {
                if ((paused & ASKED_FOR) == 0) {
                    onTransportClosed(CloseReason.PING_TIMEOUT, "");
                } else {
                    heartbeat.onSilenceOfOurs(lane.nanoTime());
                    scheduleHeartbeat();
                }
            }
        }
    }

    private void scheduleHeartbeat() {
        heartbeatTimer.startNanos(heartbeat.deadline() - lane.nanoTime());
    }

    private void onTransportClosed(CloseReason reason, String description) {
        boolean closedHere = state.ready() == ReadyState.CLOSING;
        act(state.onEnded(), closedHere ? CloseReason.FORCED_CLOSE : reason, description, true);
    }

    private void act(SessionState.Action action, boolean discard) {
        act(action, CloseReason.FORCED_CLOSE, "", discard);
    }

    private void act(SessionState.Action action, CloseReason reason, String description, boolean discard) {
        readyState = state.ready();
        switch (action) {
            case NOTHING -> {}
            case AWAIT_DRAIN -> planFlush();
            case CLOSE_TRANSPORT -> {
                if (transport != null) {
                    transport.close(discard);
                }
            }
            case END -> end(reason, description);
        }
    }

    private void end(CloseReason reason, String description) {
        heartbeatTimer.cancel();
        if (upgrade != null) {
            upgrade.abandon();
        }
        if (transport != null) {
            transport.detach();
        }
        server.remove(this);
        buffer.clear();
        tell(() -> listener.onClose(reason, description));
    }

    /** What must go on goes on, whatever the listener throws. */
    private static void tell(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            logListenerFailure(e);
        }
    }

    /** A listener that throws is the user's fault, not the session's. */
    private static void logListenerFailure(RuntimeException failure) {
        LOG.log(Level.ERROR, "a listener of a session failed", failure);
    }

    @Override
    public String toString() {
        return "session " + revision + " over " + transportName + ", " + state;
    }

    /** The transport's view of the session, which is not the user's; and what is done when a turn ends. */
    private final class TransportEvents implements Transport.Session, Runnable {
        @Override
        public void run() {
            flush();
        }

        @Override
        public void onPacket(EnginePacket packet) {
            try {
                EngineSocket.this.onPacket(packet);
            } catch (RuntimeException e) {
                logListenerFailure(e);
            }
        }

        @Override
        public void onWritable() {
            flush();
        }

        @Override
        public void whenHandled(Runnable task) {
            if (userCode == ON_LANE) {
                task.run();
                return;
            }
            Timeout patience = lane.newTimeout(task);
            patience.start(HANDLER_PATIENCE);
            userCode.execute(() -> lane.execute(() -> {
                if (patience.isStarted()) {
                    patience.cancel();
                    task.run();
                }
            }));
        }

        @Override
        public void onWriteTimeout() {
            tell(() -> listener.onOutboundLimit(OutboundLimit.WRITE_TIMEOUT));
        }

        @Override
        public void onTransportClosed(CloseReason reason, String description) {
            EngineSocket.this.onTransportClosed(reason, description);
        }
    }
}
