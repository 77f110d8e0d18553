package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.core.AckTable;
import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.DisconnectedException;
import hocket.core.EncodedPacket;
import hocket.core.Packet;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.core.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a socket does on the manager's lane: joining its namespace, leaving it, and what is sent and comes meanwhile. */
final class SocketSession {
    private static final String OLD_SERVER =
            "It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible"
                    + " (more information here: https://socket.io/docs/v3/migrating-from-2-x-to-3-0/)";

    private final Socket socket;
    private final Manager manager;
    private final ManagerOptions options;
    private final SocketOptions settings;
    private final ClientLane lane;
    private final SocketHandlers handlers;
    private final AckTable acks; // lane
    private final OfflineBuffer offline; // lane
    private final List<DecodedPacket> early = new ArrayList<>(0); // lane: events that came before we were let in
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>(1); // lane: to be connected
    private final RetryQueue retries; // lane
    private final Recovery recovery; // lane
    private volatile boolean active; // written on the lane: connected, or to be
    private volatile @Nullable String id; // written on the lane: null unless connected
    private volatile boolean recovered; // written on the lane
    private volatile ConnectionState state = ConnectionState.INITIAL; // written on the lane
    private int refusals; // lane: since it was connected last
    private int joins; // lane: to tell a late answer from one that is waited for
    private @Nullable EngineSession asked; // lane: where a CONNECT was sent that is not answered yet
    private volatile ClientLane.@Nullable Timer refusedTimer; // written on the lane: null unless it will try again

    SocketSession(Socket socket, SocketOptions settings, SocketHandlers handlers) {
        this.socket = socket;
        this.manager = socket.io();
        this.options = manager.options();
        this.settings = settings;
        this.lane = manager.lane();
        this.handlers = handlers;
        this.acks = new AckTable(options.maxPendingAcks);
        this.offline = new OfflineBuffer(options.maxBufferedBytes, options.overflow);
        this.retries = new RetryQueue(socket, settings.retries);
        this.recovery = new Recovery(options.json);
    }

    /** Whether it needs the connection. */
    boolean isActive() {
        return active;
    }

    /** Whether it is connected, or will be without anybody's doing. */
    boolean isUnderWay() {
        return active || refusedTimer != null;
    }

    boolean isConnected() {
        return id != null;
    }

    @Nullable
    String id() {
        return id;
    }

    boolean isRecovered() {
        return recovered;
    }

    ConnectionState state() {
        return state;
    }

    RetryQueue retries() {
        return retries;
    }

    /** Joins the namespace, unless it has or is about to; the future, if any, is completed when it has. */
    void connect(@Nullable CompletableFuture<Void> connected) {
        if (manager.isClosing()) {
            complete(connected, new IllegalStateException("the manager is closed"));
            return;
        }
        if (isConnected()) {
            complete(connected, null);
            return;
        }
        if (connected != null) {
            waiting.add(connected);
        }
        cancelRefusedTimer();
        if (!active) {
            active = true;
            become(ConnectionState.CONNECTING);
            manager.wantConnection();
            if (manager.session() != null) {
                onOpen();
            }
        } else {
            if (state.phase() == ConnectionState.Phase.DISCONNECTED) { // nothing more was tried
                become(ConnectionState.CONNECTING);
            }
            manager.wantConnection();
        }
    }

    private void complete(@Nullable CompletableFuture<Void> future, @Nullable Throwable error) {
        if (future != null) {
            manager.complete(() -> {
                if (error == null) {
                    future.complete(null);
                } else {
                    future.completeExceptionally(error);
                }
            });
        }
    }

    private void completeWaiting(@Nullable Throwable error) {
        List<CompletableFuture<Void>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(one -> complete(one, error));
    }

    private void become(ConnectionState next) {
        if (!next.equals(state)) {
            state = next;
            handlers.onState(next);
        }
    }

    /** The user leaves. */
    void disconnect() {
        boolean was = isConnected();
        if (was) {
            send(options.parser.encode(Packet.disconnect(socket.nsp())));
        }
        deactivate();
        completeWaiting(new DisconnectedException());
        if (was) {
            leave(DisconnectReason.IO_CLIENT_DISCONNECT, DisconnectDetails.NONE);
        } else if (state.phase() != ConnectionState.Phase.DISCONNECTED) {
            become(ConnectionState.disconnected(DisconnectReason.IO_CLIENT_DISCONNECT, null));
        }
    }

    /** The manager is being closed: nothing will be sent or come any more. */
    void end() {
        disconnect();
        for (Outgoing event : offline.takeAll()) {
            if (event.answer() != null) {
                event.answer().onDisconnect();
            }
        }
        retries.end();
    }

    private void deactivate() {
        active = false;
        joins++;
        cancelRefusedTimer();
        early.clear();
        manager.wantNoConnection();
    }

    private void cancelRefusedTimer() {
        ClientLane.Timer timer = refusedTimer;
        if (timer != null) {
            timer.cancel();
            refusedTimer = null;
        }
    }

    /** The connection is open: the namespace is asked for. */
    void onOpen() {
        become(ConnectionState.CONNECTING);
        if (isAsked()) {
            return; // it left before the answer came, and is back: a second CONNECT would break a rule
        }
        int join = ++joins;
        Callable<? extends CompletionStage<?>> auth = settings.auth;
        if (auth == null) {
            join(join, null);
            return;
        }
        manager.complete(() -> {
            CompletionStage<?> credentials;
            try {
                credentials = Objects.requireNonNull(auth.call(), "auth");
            } catch (Exception e) { // user code
                lane.execute(() -> onNoCredentials(join, e));
                return;
            }
            credentials.whenComplete((shown, error) -> lane.execute(() -> {
                if (error == null) {
                    join(join, shown);
                } else {
                    onNoCredentials(join, error);
                }
            }));
        });
    }

    private boolean isAwaited(int join) {
        return active && join == joins && manager.session() != null;
    }

    private void onNoCredentials(int join, Throwable error) {
        if (isAwaited(join)) {
            Throwable cause = Stages.cause(error);
            deactivate();
            handlers.onConnectError(cause);
            become(ConnectionState.failed(cause));
            completeWaiting(cause);
        }
    }

    private void join(int join, @Nullable Object shown) {
        if (!isAwaited(join)) {
            return;
        }
        EncodedPacket packet;
        try {
            packet = options.parser.encode(Packet.connect(socket.nsp(), recovery.with(shown)));
        } catch (IllegalArgumentException e) { // it is the user's
            onNoCredentials(join, e);
            return;
        }
        asked = manager.session();
        send(packet);
    }

    private boolean isAsked() {
        return asked != null && asked == manager.session();
    }

    private void send(EncodedPacket packet) {
        EngineSession session = manager.session();
        if (session != null) {
            session.send(packet);
        }
    }

    /** The connection, which was open, is gone. */
    void onClose(DisconnectReason reason, DisconnectDetails details) {
        joins++;
        early.clear();
        if (isConnected()) {
            leave(reason, details);
        } else {
            become(ConnectionState.disconnected(reason, details.cause()));
        }
        if (!manager.reconnection()) {
            completeWaiting(new DisconnectedException());
        }
    }

    private void leave(DisconnectReason reason, DisconnectDetails details) {
        id = null;
        handlers.onDisconnect(reason, details);
        become(ConnectionState.disconnected(reason, details.cause()));
        acks.onDisconnect();
    }

    void onOpenFailed(Throwable error, boolean retried) {
        handlers.onConnectError(error);
        if (!retried) {
            onGivenUp(error);
        }
    }

    void onRetryPlanned(int attempt, Duration delay, @Nullable Throwable error) {
        become(ConnectionState.reconnecting(attempt, delay, error));
    }

    void onGivenUp(Throwable error) {
        become(ConnectionState.failed(error));
        completeWaiting(error);
    }

    /** A packet of the namespace came. */
    void onPacket(DecodedPacket packet) {
        if (!active) {
            onLateAnswer(packet.type());
            return;
        }
        switch (packet.type()) {
            case CONNECT -> onConnect(packet.args());
            case CONNECT_ERROR -> onRefused(packet.args());
            case DISCONNECT -> onDisconnect();
            case EVENT -> onEvent(packet);
            case ACK -> acks.onAck(packet.id(), packet.args());
        }
    }

    /** It has left before it was let in, and the server is told now. */
    private void onLateAnswer(PacketType type) {
        boolean in = type == PacketType.CONNECT && isAsked();
        if (in || type == PacketType.CONNECT_ERROR) {
            asked = null;
        }
        if (in) {
            send(options.parser.encode(Packet.disconnect(socket.nsp())));
        }
    }

    private void onConnect(Args args) {
        asked = null;
        if (isConnected()) {
            manager.sockets().onUnreadable(new ProtocolException("a socket is connected once: " + socket.nsp()));
            return;
        }
        if (!(args.size() > 0 && args.tree(0) instanceof Map<?, ?> fields && fields.get("sid") instanceof String sid)) {
            deactivate();
            onRefused(new ConnectErrorException(OLD_SERVER, Args.none()));
            return;
        }
        recovered = recovery.onConnect(fields.get("pid") instanceof String pid ? pid : null);
        id = sid;
        refusals = 0;
        List<DecodedPacket> came = List.copyOf(early);
        early.clear();
        came.forEach(this::deliver);
        offline.takeAll().forEach(this::transmit);
        retries.onConnect();
        handlers.onConnect();
        become(ConnectionState.CONNECTED);
        completeWaiting(null);
    }

    private void onRefused(Args args) {
        asked = null;
        if (!isConnected()) {
            deactivate();
            onRefused(refusal(args));
        }
    }

    private ConnectErrorException refusal(Args args) {
        Object tree = args.size() > 0 ? args.tree(0) : null;
        if (tree instanceof Map<?, ?> fields) {
            Object data = fields.get("data");
            return new ConnectErrorException(
                    String.valueOf(fields.get("message")),
                    data == null ? Args.none() : new TreeArgs(options.json, data));
        }
        return new ConnectErrorException(String.valueOf(tree), Args.none());
    }

    private void onRefused(ConnectErrorException error) {
        int count = ++refusals;
        int join = joins;
        handlers.onConnectError(error);
        become(ConnectionState.refused(error));
        manager.complete(() -> {
            Optional<Duration> delay = askPolicy(error, count);
            lane.execute(() -> {
                if (join == joins && !active) {
                    retryRefused(delay, error, count);
                }
            });
        });
    }

    private Optional<Duration> askPolicy(ConnectErrorException error, int count) {
        try {
            return settings.retryRefused.delay(error, count);
        } catch (Throwable e) { // user code
            handlers.onError(e);
            return Optional.empty();
        }
    }

    private void retryRefused(Optional<Duration> delay, ConnectErrorException error, int count) {
        if (!delay.isPresent()) {
            completeWaiting(error);
            return;
        }
        refusedTimer = lane.schedule(delay.get(), () -> {
            refusedTimer = null;
            connect(null);
        });
        become(ConnectionState.reconnecting(count, delay.get(), error));
    }

    private void onDisconnect() {
        boolean was = isConnected();
        deactivate();
        if (was) {
            leave(DisconnectReason.IO_SERVER_DISCONNECT, DisconnectDetails.NONE);
        } else {
            become(ConnectionState.disconnected(DisconnectReason.IO_SERVER_DISCONNECT, null));
        }
        completeWaiting(new DisconnectedException());
    }

    private void onEvent(DecodedPacket packet) {
        if (isConnected()) {
            deliver(packet);
        } else if (early.size() < options.maxPendingEvents) {
            early.add(packet);
        } else {
            manager.sockets()
                    .onUnreadable(new ProtocolException("at most " + options.maxPendingEvents
                            + " events come before a socket is connected (maxPendingEvents)"));
        }
    }

    private void deliver(DecodedPacket packet) {
        recovery.onEvent(packet);
        handlers.onEvent(packet);
    }

    /** Sends the event, or keeps it until it can be sent. */
    void transmit(Outgoing event) {
        EngineSession session = manager.session();
        if (!isConnected() || session == null || session.isPingExpired()) {
            keep(event);
            return;
        }
        if (event.isVolatile() && !session.isWritable()) {
            drop(event, "it was volatile, and the transport had no room");
            return;
        }
        if (!session.isWritable()
                && session.bufferedBytes() + event.encoded().sizeBytes() > options.maxConnectionBytes()) {
            drop(event, "the server does not read (maxBufferedBytes)");
            return;
        }
        Outgoing.Answer answer = event.answer();
        if (answer != null) {
            if (acks.isFull()) {
                drop(event, "the server owes " + options.maxPendingAcks + " acks (maxPendingAcks)");
                return;
            }
            acks.add(event.ackId(), answer);
        }
        handlers.onOutgoing(event);
        session.send(event.encoded());
    }

    private void keep(Outgoing event) {
        if (manager.isClosing()) {
            if (event.answer() != null) {
                event.answer().onDisconnect();
            }
        } else if (event.isVolatile()) {
            drop(event, "it was volatile, and the socket was not connected");
        } else {
            offline.add(event).forEach(one -> drop(one, "too much waits for a connection (maxBufferedBytes)"));
        }
    }

    private void drop(Outgoing event, String why) {
        manager.listener().onDropped(socket.nsp(), event.event());
        event.drop(why);
    }

    /** Nobody waits for that ack any more; an event that was not sent yet is not sent at all. */
    void forget(Outgoing event) {
        if (!offline.remove(event)) {
            acks.remove(event.ackId());
        }
    }

    /** Sends the ack of an event that came to the socket of that id, if it is that yet. */
    void answer(@Nullable String to, EncodedPacket ack) {
        if (to != null && to.equals(id)) {
            send(ack);
        }
    }
}
