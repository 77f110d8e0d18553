package hocket.server;

import hocket.core.AckEventHandler;
import hocket.core.AckTable;
import hocket.core.Args;
import hocket.core.CallTarget;
import hocket.core.DecodedPacket;
import hocket.core.EventSource;
import hocket.core.Packet;
import hocket.core.PacketType;
import hocket.core.Registration;
import hocket.core.Subscription;
import hocket.engine.EngineSocket;
import hocket.engine.spi.Lane;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.RecoverableSession;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Methods may be called from any thread and do not block; what one thread emits arrives in
 * order. Handlers of one socket run one at a time: middleware first, then those of {@link Namespace#onConnection}, then
 * events as they come, those of {@link #onDisconnect} last. What is emitted to a socket that is disconnected is dropped,
 * unless its client may come back to it ({@link RecoveryOptions}).
 */
public final class Socket implements EventSource, RemoteSocket {
    private final String id;
    private final Namespace namespace;
    private final Connection connection;
    private final Handshake handshake;
    private final Lane lane;
    private final SocketIoOptions options;
    private final SocketData data;
    private final boolean recovered;
    private final @Nullable String privateId;
    private final SocketHandlers handlers;
    private final SocketRooms rooms;
    private final @Nullable Offsets offsets; // socket lane: null unless sessions are recovered
    private List<Room.Membership> memberships = List.of(); // socket lane: of rooms besides its own
    private int place; // socket lane: among all of its namespace
    private @Nullable AckTable acks; // socket lane: null before an ack was asked for
    private long servedBroadcast; // socket lane
    private volatile @Nullable Principal principal; // any thread
    private volatile SocketState state = SocketState.JOINING; // written on the socket lane
    private volatile boolean disconnecting; // any thread: the user wants it gone, and no more of its events

    Socket(SocketIdentity identity, Namespace namespace, Connection connection, Handshake handshake) {
        this.id = identity.id();
        this.privateId = identity.privateId();
        this.recovered = identity.isRecovered();
        this.data = new SocketData(identity.data());
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.principal = handshake.principal();
        this.lane = connection.engine().lane();
        this.options = connection.options();
        this.handlers = new SocketHandlers(this);
        this.rooms = new SocketRooms(this, identity.rooms());
        this.offsets = privateId == null ? null : new Offsets(identity.former());
    }

    /** The socket's id, 20 characters; a room of that name reaches it. It is no secret, and not the session's. */
    @Override
    public String id() {
        return id;
    }

    /** The namespace it is in. */
    public Namespace namespace() {
        return namespace;
    }

    /** What the client showed when it came. */
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Map<String, @Nullable Object> handshakeTree() {
        return handshake.tree();
    }

    /** Who the client is: what middleware has said, or else the handshake's; null if nobody knows. */
    public @Nullable Principal principal() {
        return principal;
    }

    /** Says who the client is, as a middleware does that was shown a token. */
    public void principal(Principal known) {
        principal = known;
    }

    /** What the application keeps with it. */
    public SocketData data() {
        return data;
    }

    @Override
    public Map<String, Object> dataTree() {
        return data.asMap();
    }

    /** The rooms it is in, its id among them; none once it is disconnected. */
    @Override
    public Set<String> rooms() {
        return rooms.names();
    }

    /** The connection below, which the client's other sockets share. */
    public EngineSocket conn() {
        return connection.engine();
    }

    /** Whether the client is in the namespace now. */
    public boolean isConnected() {
        return state == SocketState.CONNECTED;
    }

    /** Whether it goes on where a connection that was cut left off; see {@link RecoveryOptions}. */
    public boolean isRecovered() {
        return recovered;
    }

    /**
     * Whether little waits to be sent to the client, less than {@code pauseReadingBytes}; {@link #onDrain} tells when
     * that is so again. Whoever produces faster than the client reads looks here.
     */
    public boolean isWritable() {
        return connection.engine().isWritable();
    }

    @Override
    public Subscription on(String event, AckEventHandler handler) {
        return handlers.events().add(event, handler);
    }

    @Override
    public Subscription once(String event, AckEventHandler handler) {
        return handlers.events().addOnce(event, handler);
    }

    /** Takes back all handlers of that event. */
    public void off(String event) {
        handlers.events().removeAll(event);
    }

    /** Has the handler called with each event, before its middleware and its handlers. */
    public Subscription onAny(BiConsumer<String, Args> handler) {
        return handlers.any().add(handler);
    }

    /** As {@link #onAny}, before those registered so far. */
    public Subscription prependAny(BiConsumer<String, Args> handler) {
        return handlers.any().prepend(handler);
    }

    /**
     * Has the handler called, in the order of all handlers of the socket, with each event sent to it, also by a broadcast:
     * its name and its arguments as they were given.
     */
    public Subscription onAnyOutgoing(BiConsumer<String, List<?>> handler) {
        return handlers.anyOutgoing().add(handler);
    }

    /** As {@link #onAnyOutgoing}, before those registered so far. */
    public Subscription prependAnyOutgoing(BiConsumer<String, List<?>> handler) {
        return handlers.anyOutgoing().prepend(handler);
    }

    /** Asks that middleware, after those before it, about each event from now on. */
    public Subscription use(EventMiddleware middleware) {
        return useAsync((event, args) -> {
            middleware.onEvent(event, args);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** As {@link #use}, for one that decides later. */
    public Subscription useAsync(EventMiddleware.Async middleware) {
        return handlers.middleware().add(middleware);
    }

    /** Has the handler called once, after all events, when the socket is disconnected; its rooms are still known. */
    public Subscription onDisconnecting(Consumer<DisconnectReason> handler) {
        return handlers.disconnecting().add((reason, description) -> handler.accept(reason));
    }

    /** Has the handler called once, last of all, when the socket is disconnected. */
    public Subscription onDisconnect(Consumer<DisconnectReason> handler) {
        return onDisconnect((reason, description) -> handler.accept(reason));
    }

    /** As {@link #onDisconnect(Consumer)}, with what exactly happened to the connection; empty if the reason says it all. */
    public Subscription onDisconnect(BiConsumer<DisconnectReason, String> handler) {
        return handlers.disconnect().add(handler);
    }

    /** Has the handler called when {@link #isWritable} has become true again. */
    public Subscription onDrain(Runnable handler) {
        return handlers.drain().add(handler);
    }

    private SocketEmitter emitter() {
        return new SocketEmitter(this, BroadcastScope.EVERYONE);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        emitter().emit(event, args);
    }

    /** As {@link CallTarget#emitWithAck}, without a limit of time; see {@link #timeout}. */
    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return emitter().emitWithAck(event, args);
    }

    /** Emits with a limit of time for the answer. */
    public SocketEmitter timeout(Duration limit) {
        return emitter().timeout(limit);
    }

    /** Emits what is dropped if the transport has no room just now. */
    public SocketEmitter asVolatile() {
        return emitter().asVolatile();
    }

    /** Emits what is compressed where the transport offers that, or not. Default true. */
    public SocketEmitter compress(boolean wanted) {
        return emitter().compress(wanted);
    }

    /** The other sockets of these rooms. */
    public BroadcastOperator to(String... others) {
        return broadcast().to(others);
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... others) {
        return to(others);
    }

    /** The other sockets that are in none of these rooms. */
    public BroadcastOperator except(String... others) {
        return broadcast().except(others);
    }

    /** The other sockets of this server. */
    public BroadcastOperator local() {
        return broadcast().local();
    }

    /** All other sockets of the namespace. */
    public BroadcastOperator broadcast() {
        return emitter().broadcast();
    }

    /** Joins these rooms. A broadcast to them that begins after this returned reaches the socket. Dropped if disconnected. */
    @Override
    public void join(String... newRooms) {
        rooms.join(newRooms);
    }

    /** Leaves these rooms. The room of its own id it cannot leave. */
    @Override
    public void leave(String... oldRooms) {
        rooms.leave(oldRooms);
    }

    /** Has the client leave the namespace; its other sockets stay. */
    public void disconnect() {
        disconnect(false);
    }

    /** {@inheritDoc} Events that came before and wait for a handler are dropped. */
    @Override
    public void disconnect(boolean close) {
        disconnecting |= isConnected();
        lane.runInOrder(() -> {
            if (close && !isGone()) { // the client may have come again over the same connection
                connection.disconnectAll();
            } else {
                leaveNamespace();
            }
        });
    }

    Lane lane() {
        return lane;
    }

    SocketIoOptions options() {
        return options;
    }

    Connection connection() {
        return connection;
    }

    List<Room.Membership> memberships() {
        return memberships;
    }

    void addMembership(Room.Membership membership) {
        if (memberships.isEmpty()) {
            memberships = new ArrayList<>(2);
        }
        memberships.add(membership);
    }

    void forgetMemberships() {
        memberships = List.of();
    }

    int place() {
        return place;
    }

    void moveTo(int newPlace) {
        place = newPlace;
    }

    boolean isJoining() {
        return state == SocketState.JOINING;
    }

    boolean isGone() {
        return state == SocketState.GONE;
    }

    boolean isDisconnecting() {
        return disconnecting;
    }

    /** The second id of a session that can be recovered; null if there is no recovery. */
    @Nullable
    String privateId() {
        return privateId;
    }

    /** Whether the broadcast of that number has not reached this socket yet; from now on it has. */
    boolean markServed(long broadcast) {
        boolean first = servedBroadcast != broadcast;
        servedBroadcast = broadcast;
        return first;
    }

    /** Whether the transport would take a packet at once. On the lane. */
    boolean isReadyNow() {
        return connection.engine().isTransportWritable();
    }

    /** Sends what may be sent now; false if it was dropped. On the lane. */
    boolean transmit(Outgoing outgoing) {
        lane.assertInside();
        if (isGone()) {
            return false;
        }
        PacketType type = outgoing.packet().type();
        boolean event = type == PacketType.EVENT;
        if (outgoing.isVolatile() && !isReadyNow()) {
            options.tell(listener -> listener.onDropped(this, ServerListener.DropReason.VOLATILE));
            return false;
        }
        if (event && connection.isOverflowing(outgoing.encoded().sizeBytes())) {
            options.tell(listener -> listener.onDropped(this, ServerListener.DropReason.OVERFLOW));
            return false;
        }
        connection.engine().send(outgoing.encoded());
        options.tell(listener -> listener.onSent(this, type, outgoing.encoded().sizeBytes()));
        if (event) {
            if (offsets != null && (outgoing.packet().id() != Packet.NO_ID || isJoining())) {
                offsets.onSent(outgoing);
            }
            handlers.onOutgoing(outgoing.packet());
        }
        return true;
    }

    /** Waits for the ack of that id; false if the client owes too many already. On the lane. */
    boolean expectAck(long ackId, AckTable.Waiter waiter) {
        if (acks == null) {
            acks = new AckTable(options.maxPendingAcks);
        }
        if (acks.isFull()) {
            return false;
        }
        acks.add(ackId, waiter);
        return true;
    }

    /** Waits no more. On the lane. */
    void expectNoAck(long ackId) {
        if (acks != null) {
            acks.remove(ackId);
        }
    }

    /** Asks the middleware, and tells on the lane how it decided. */
    void askMiddleware(Consumer<@Nullable Throwable> decided) {
        Registration<ConnectMiddleware.Async>[] middleware =
                namespace.middleware().all();
        if (middleware.length == 0) {
            decided.accept(null);
        } else {
            handlers.onJoining(middleware, error -> lane.execute(() -> decided.accept(error)));
        }
    }

    /** The client has joined. On the lane. */
    void onConnected() {
        lane.assertInside();
        state = SocketState.CONNECTED;
        if (offsets != null) {
            offsets.onConnected(namespace.adapter().position());
        }
        namespace.here().add(this);
        rooms.enter();
        options.tell(listener -> listener.onConnected(this));
        connection.send(connection.rules().connected(namespace.name(), id, privateId));
        if (isGone()) {
            return; // it was one packet too many for a client that does not read
        }
        handlers.onConnection(namespace.connectionHandlers());
    }

    /** A packet for this socket came. */
    void onPacket(DecodedPacket packet) {
        lane.assertInside();
        options.tell(listener -> listener.onReceived(this, packet.type(), packet.event()));
        switch (packet.type()) {
            case EVENT -> handlers.onEvent(packet);
            case ACK -> onAck(packet);
            case DISCONNECT -> close(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, "");
            case CONNECT, CONNECT_ERROR -> throw new IllegalArgumentException("not for a socket: " + packet);
        }
    }

    private void onAck(DecodedPacket packet) {
        if (offsets != null) {
            offsets.onAck(packet.id());
        }
        if (acks == null || !acks.onAck(packet.id(), packet.args())) {
            options.tell(listener -> listener.onUnknownAck(this));
        }
    }

    /** On the lane. */
    void leaveNamespace() {
        if (isConnected()) {
            connection.send(Packet.disconnect(namespace.name()));
            close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, "");
        }
    }

    /** Finds out whether the client is there; the task runs when it has answered or its connection has ended. On the lane. */
    void probe(Runnable known) {
        if (isConnected()) {
            connection.probe(known);
        } else {
            known.run();
        }
    }

    /** The client was refused, or left while it was asked about. On the lane. */
    void abandon() {
        state = SocketState.GONE;
        rooms.forget();
        failAcks();
    }

    private void failAcks() {
        if (acks != null) {
            acks.onDisconnect();
        }
    }

    /** The socket is no longer in the namespace. On the lane; harmless if repeated. */
    void close(DisconnectReason reason, String description) {
        lane.assertInside();
        if (!isConnected()) {
            return;
        }
        state = SocketState.GONE;
        if (offsets != null && privateId != null && reason.isRecoverable()) { // kept before it cannot be found any more
            namespace
                    .adapter()
                    .persist(new RecoverableSession(
                            id, privateId, rooms.names(), data.asMap(), offsets.atStart(), offsets.misread()));
        }
        namespace.here().remove(this);
        connection.remove(this);
        failAcks();
        options.tell(listener -> listener.onDisconnected(this, reason));
        handlers.onDisconnect(reason, description, rooms::forget);
    }

    /** Little waits to be sent again. On the lane. */
    void onWritable() {
        handlers.onDrain();
    }

    void onHandlerError(Throwable error) {
        options.onError(this, error);
    }

    @Override
    public String toString() {
        return "socket " + id + " in " + namespace;
    }
}
