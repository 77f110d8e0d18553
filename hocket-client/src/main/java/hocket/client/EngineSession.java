package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.core.ByteSlice;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session, from its handshake to its end, over one transport after the other. Belongs to the manager's
 * lane.
 */
final class EngineSession implements Transport.Owner {
    private static final EncodedPacket PONG = EncodedPacket.of(EnginePacket.of(EnginePacketType.PONG));
    private static final EncodedPacket UPGRADE = EncodedPacket.of(EnginePacket.of(EnginePacketType.UPGRADE));
    private static final String PROBE_TEXT = "probe";
    private static final EncodedPacket PROBE = EncodedPacket.of(EnginePacket.text(EnginePacketType.PING, PROBE_TEXT));

    /** Whom a session tells. Called on the lane. */
    interface Owner {
        void onOpen();

        void onMessage(EnginePacket message);

        void onPing();

        /** It could not be opened, or it has ended, and not by {@link #close}; told once, last of all. */
        void onEnd(DisconnectReason reason, DisconnectDetails details);
    }

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    private final EngineSettings settings;
    private final Owner owner;
    private final ClientLane lane;
    private final ClientListener listener;
    private final Revision revision = Revision.current();
    private final Deque<TransportName> untried;
    private final ArrayDeque<EncodedPacket> buffer = new ArrayDeque<>(); // lane: not yet given to a transport
    private long bufferedBytes; // lane: of these
    private State state = State.OPENING; // lane
    private @Nullable Transport transport; // lane: null before it was opened
    private @Nullable Transport probe; // lane: while an upgrade is tried
    private boolean upgrading; // lane: the transport is being paused, nothing is sent
    private boolean flushPlanned; // lane
    private boolean reading = true; // lane
    private @Nullable HandshakeData handshake; // lane: null until it is open
    private @Nullable Heartbeat heartbeat; // lane: as above
    private ClientLane.@Nullable Timer heartbeatTimer; // lane

    EngineSession(EngineSettings settings, Owner owner) {
        this.settings = settings;
        this.owner = owner;
        this.lane = settings.lane();
        this.listener = settings.listener();
        this.untried = new ArrayDeque<>(settings.transportOrder());
    }

    void open() {
        Transport first = newTransport(untried.remove(), this);
        transport = first;
        first.open();
    }

    private Transport newTransport(TransportName name, Transport.Owner whom) {
        return switch (name) {
            case POLLING -> new PollingTransport(settings.http(), lane, this::pollingRequest, revision, whom);
            case WEBSOCKET ->
                new WebSocketTransport(
                        settings.http(),
                        lane,
                        settings.request(TransportName.WEBSOCKET, sid()),
                        revision,
                        settings.forceBase64(),
                        whom);
        };
    }

    private ClientRequest pollingRequest() {
        return settings.request(TransportName.POLLING, sid());
    }

    /** The session's id, which is a secret; null before the handshake. */
    @Nullable
    String sid() {
        return handshake == null ? null : handshake.sid;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    @Nullable
    TransportName transportName() {
        return transport == null ? null : transport.name();
    }

    /** Whether a packet would leave at once. */
    boolean isWritable() {
        return isOpen() && !upgrading && transport != null && transport.isWritable();
    }

    /** The bytes that no transport has taken yet. */
    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Whether the server is dead, although the timer, which comes when it can, has not said so yet. */
    boolean isPingExpired() {
        if (heartbeat == null || !heartbeat.isOver(lane.nanoTime())) {
            return false;
        }
        lane.execute(this::onHeartbeat);
        return true;
    }

    /** Sends a packet after those before it, with the others of this turn. */
    void send(EncodedPacket packet) {
        if (state == State.CLOSED) {
            return;
        }
        listener.onPacketCreate(packet);
        buffer.add(packet);
        bufferedBytes += packet.sizeBytes();
        planFlush();
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            lane.atTurnEnd(this::flush);
        }
    }

    private void flush() {
        flushPlanned = false;
        if (!buffer.isEmpty() && isWritable()) {
            List<EncodedPacket> packets = new ArrayList<>(buffer);
            buffer.clear();
            bufferedBytes = 0;
            listener.onFlush(packets);
            current().send(packets);
            if (isWritable()) {
                listener.onDrain();
            }
        }
    }

    private Transport current() {
        if (transport == null) {
            throw new IllegalStateException("the session has no transport yet");
        }
        return transport;
    }

    /** Reads no more for now, or reads again. */
    void reading(boolean wanted) {
        reading = wanted;
        if (isOpen()) {
            current().reading(wanted);
        }
    }

    /** Ends the session after what was sent; the owner hears nothing more. The task runs when the good-bye is gone. */
    void close(Runnable gone) {
        if (state == State.CLOSED) {
            gone.run();
            return;
        }
        boolean wasOpen = state == State.OPEN;
        if (wasOpen && !buffer.isEmpty()) {
            current().send(new ArrayList<>(buffer));
        }
        Transport last = transport;
        finish();
        if (last == null) {
            gone.run();
        } else if (wasOpen) {
            last.close(gone);
        } else {
            last.abort();
            gone.run();
        }
    }

    /** Ends the session at once; the owner hears nothing more. */
    void abort() {
        if (transport != null && state != State.CLOSED) {
            transport.abort();
        }
        finish();
    }

    /** Ends the session because its packets cannot be understood, and tells the owner. */
    void fail(DisconnectReason reason, Throwable cause) {
        if (state != State.CLOSED) {
            Transport last = current();
            finish();
            last.close(() -> {});
            owner.onEnd(reason, DisconnectDetails.of(cause));
        }
    }

    private void finish() {
        state = State.CLOSED;
        buffer.clear();
        bufferedBytes = 0;
        if (probe != null) {
            probe.abort();
            probe = null;
        }
        if (heartbeatTimer != null) {
            heartbeatTimer.cancel();
        }
    }

    @Override
    public void onReady(Transport ready) {
        if (ready == probe) {
            ready.send(List.of(PROBE));
        }
    }

    @Override
    public void onWritable(Transport writable) {
        if (writable == transport) {
            if (buffer.isEmpty()) {
                listener.onDrain();
            }
            planFlush();
        }
    }

    @Override
    public void onEnd(Transport ended, DisconnectReason reason, DisconnectDetails details) {
        if (ended == probe) {
            giveUpUpgrade(details.toString());
        } else if (ended == transport && state != State.CLOSED) {
            if (reason == DisconnectReason.TRANSPORT_ERROR) {
                settings.onTransportFailed();
            }
            if (state == State.OPENING && settings.tryAllTransports() && !untried.isEmpty()) {
                open();
                return;
            }
            finish();
            owner.onEnd(reason, details);
        }
    }

    @Override
    public void onPacket(Transport from, EnginePacket packet) {
        if (from == probe) {
            onProbeAnswer(packet);
            return;
        }
        if (from != transport || state == State.CLOSED) {
            return;
        }
        listener.onPacket(packet);
        switch (packet.type()) {
            case OPEN -> onHandshake(packet.data());
            case MESSAGE -> onMessage(packet);
            case PING -> onPing();
            case CLOSE ->
                onEnd(from, DisconnectReason.TRANSPORT_CLOSE, DisconnectDetails.of("transport closed by the server"));
            default -> {} // a pong, an upgrade or a noop means nothing here
        }
    }

    private void onMessage(EnginePacket packet) {
        if (state == State.OPEN) {
            owner.onMessage(packet);
        } else {
            failOnRule("the first packet of a session is its handshake");
        }
    }

    /** What came first is no handshake: the next transport may do better. */
    private void failOnRule(String rule) {
        TransportException error = new TransportException("server error: " + rule, 0, new ProtocolException(rule));
        Transport broken = current();
        broken.abort();
        onEnd(broken, DisconnectReason.TRANSPORT_ERROR, DisconnectDetails.of(error));
    }

    private void onHandshake(ByteSlice json) {
        if (state != State.OPENING) {
            return; // as the reference
        }
        HandshakeData data;
        try {
            data = HandshakeData.read(settings.json(), json);
        } catch (ProtocolException e) {
            failOnRule(String.valueOf(e.getMessage()));
            return;
        }
        handshake = data;
        state = State.OPEN;
        heartbeat = new Heartbeat(data.pingInterval, data.pingTimeout, lane.nanoTime());
        startHeartbeatTimer(data.pingInterval.plus(data.pingTimeout));
        Transport first = current();
        if (first instanceof PollingTransport polling) {
            polling.maxPayload(data.maxPayload);
        }
        settings.onTransportOpened(first.name());
        listener.onHandshake(data.sid, first.name());
        if (!reading) {
            first.reading(false);
        }
        owner.onOpen();
        if (state == State.OPEN && first.name() == TransportName.POLLING && data.offersWebSocket) {
            tryUpgrade();
        }
    }

    private void onPing() {
        if (heartbeat == null) {
            failOnRule("the first packet of a session is its handshake");
            return;
        }
        heartbeat.onPing(lane.nanoTime());
        owner.onPing();
        send(PONG);
    }

    private void startHeartbeatTimer(Duration left) {
        heartbeatTimer = lane.schedule(left, this::onHeartbeat);
    }

    private void onHeartbeat() {
        if (state != State.OPEN || heartbeat == null) {
            return;
        }
        Duration left = heartbeat.left(lane.nanoTime());
        if (!left.isNegative() && !left.isZero()) {
            startHeartbeatTimer(left);
            return;
        }
        Transport silent = current();
        finish();
        silent.abort();
        owner.onEnd(DisconnectReason.PING_TIMEOUT, DisconnectDetails.NONE);
    }

    private void tryUpgrade() {
        if (settings.mayUpgrade()) {
            probe = newTransport(TransportName.WEBSOCKET, this);
            probe.open();
        }
    }

    private void onProbeAnswer(EnginePacket packet) {
        Transport candidate = probe;
        if (candidate == null || upgrading) {
            return;
        }
        if (packet.type() != EnginePacketType.PONG || !packet.text().equals(PROBE_TEXT)) {
            candidate.abort();
            giveUpUpgrade("probe error");
            return;
        }
        upgrading = true;
        listener.onUpgrading(candidate.name());
        current().pause(() -> switchTo(candidate));
    }

    private void switchTo(Transport next) {
        if (next != probe || state != State.OPEN) {
            return;
        }
        Transport former = current();
        probe = null;
        upgrading = false;
        transport = next;
        former.abort(); // it is paused: nothing is on its way
        next.send(List.of(UPGRADE));
        next.reading(reading);
        settings.onTransportOpened(next.name());
        listener.onUpgrade(next.name());
        planFlush();
    }

    /** The transport goes on, also if it was being paused. */
    private void giveUpUpgrade(String why) {
        probe = null;
        listener.onUpgradeError(why);
        if (upgrading) {
            upgrading = false;
            current().resume();
            planFlush();
        }
    }
}
