package hocket.server;

import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.EncodedPacket;
import hocket.core.Packet;
import hocket.engine.EngineSocket;
import hocket.engine.Mailbox;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Methods may be called from any thread and do not block; what one thread emits arrives in
 * order. Handlers of one socket run one at a time: those of {@link Namespace#onConnection} first, then events as they
 * come, those of {@link #onDisconnect} last.
 */
public final class Socket {
    private final String id;
    private final Namespace namespace;
    private final Connection connection;
    private final Handshake handshake;
    private final Lane lane;
    private final SocketIoOptions options;
    private final Mailbox mailbox;
    private final Listeners listeners = new Listeners();
    private final List<Consumer<DisconnectReason>> disconnectHandlers = new CopyOnWriteArrayList<>(); // any thread
    private final List<Members.Membership> memberships = new ArrayList<>(2); // socket lane
    private final AckTable acks; // socket lane
    private long servedBroadcast; // socket lane
    private volatile boolean connected; // written on the socket lane

    Socket(String id, Namespace namespace, Connection connection, Handshake handshake, SocketIoOptions options) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.lane = connection.engine().lane();
        this.options = options;
        this.acks = new AckTable(options.maxPendingAcks, options.handlers.executor());
        this.mailbox = new Mailbox(options.handlers, options.maxPendingEvents, this::onHandlerError);
        mailbox.onFull(lane, connection::pauseReading, connection::resumeReading);
    }

    /** The socket's id, 20 characters; a room of that name reaches it. It is no secret. */
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

    /** The connection below, which the client's other sockets share. */
    public EngineSocket conn() {
        return connection.engine();
    }

    /** Whether the client is in the namespace now. */
    public boolean isConnected() {
        return connected;
    }

    /** Has the handler called with each event of that name. */
    public Subscription on(String event, EventHandler handler) {
        return listeners.add(event, (args, ack) -> handler.onEvent(args));
    }

    /** Has the handler called with each event of that name, and with the ack the client may have asked for. */
    public Subscription on(String event, AckEventHandler handler) {
        return listeners.add(event, handler);
    }

    /** Has the handler called once, after all events, when the socket is disconnected. */
    public Subscription onDisconnect(Consumer<DisconnectReason> handler) {
        disconnectHandlers.add(handler);
        return () -> disconnectHandlers.remove(handler);
    }

    /**
     * Sends an event; it is dropped if the socket is disconnected. The arguments are encoded before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    public void emit(String event, @Nullable Object... args) {
        EncodedPacket packet = namespace.encodeEvent(event, Arrays.asList(args));
        lane.runInOrder(() -> send(packet));
    }

    /**
     * Sends an event and asks for an answer, without a limit of time; see {@link #timeout}.
     *
     * @return completed, where handlers run, with the answer; or with {@link DisconnectedException}, or with {@link
     *     IllegalStateException} if the client owes {@code maxPendingAcks} already
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return emitWithAck(null, event, args);
    }

    /** Emits with a limit of time for the answer. */
    public TimedEmitter timeout(Duration limit) {
        return new TimedEmitter(this, limit);
    }

    CompletableFuture<Args> emitWithAck(@Nullable Duration limit, String event, @Nullable Object... args) {
        long ackId = namespace.nextAckId();
        EncodedPacket packet = namespace.encodeEvent(event, ackId, Arrays.asList(args));
        CompletableFuture<Args> answer = new CompletableFuture<>();
        lane.runInOrder(() -> {
            if (!connected) {
                options.handlers.executor().execute(() -> answer.completeExceptionally(new DisconnectedException()));
            } else if (acks.isFull()) {
                IllegalStateException full = new IllegalStateException(
                        "the client owes " + options.maxPendingAcks + " acks (maxPendingAcks)");
                options.handlers.executor().execute(() -> answer.completeExceptionally(full));
            } else {
                acks.add(ackId, answer, limit == null ? null : startTimeout(ackId, limit));
                send(packet);
            }
        });
        return answer;
    }

    private Timeout startTimeout(long ackId, Duration limit) {
        Timeout timeout = lane.newTimeout(() -> acks.onTimeout(ackId));
        timeout.start(limit);
        return timeout;
    }

    /** Joins these rooms. A broadcast to them that begins after this returned reaches the socket. */
    public void join(String... rooms) {
        lane.runInOrder(() -> {
            if (connected) {
                for (String room : rooms) {
                    namespace.roomsOn(lane).join(this, room);
                }
            }
        });
    }

    /** Leaves the room. */
    public void leave(String room) {
        lane.runInOrder(() -> namespace.roomsOn(lane).leave(this, room));
    }

    /** Emits to the other sockets of these rooms. */
    public BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Emits to the other sockets that are in none of these rooms. */
    public BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Emits to all other sockets of the namespace. */
    public BroadcastOperator broadcast() {
        return new BroadcastOperator(namespace, Set.of(), Set.of(id));
    }

    /** Has the client leave the namespace; its other sockets stay. */
    public void disconnect() {
        disconnect(false);
    }

    /** Has the client leave the namespace; with {@code close} all others too, and closes the connection. */
    public void disconnect(boolean close) {
        lane.runInOrder(() -> {
            if (close) {
                connection.disconnectAll();
            } else {
                leaveNamespace();
            }
        });
    }

    Lane lane() {
        return lane;
    }

    List<Members.Membership> memberships() {
        return memberships;
    }

    /** Whether the broadcast of that number has not reached this socket yet; from now on it has. */
    boolean markServed(long broadcast) {
        boolean first = servedBroadcast != broadcast;
        servedBroadcast = broadcast;
        return first;
    }

    /** On the lane. */
    void send(EncodedPacket packet) {
        if (connected) {
            connection.engine().send(packet);
        }
    }

    /** The client has joined. */
    void onConnected() {
        lane.assertInside();
        connected = true;
        namespace.add(this);
        connection.send(connection.rules().connected(namespace.name(), id));
        for (Consumer<Socket> handler : namespace.connectionHandlers()) {
            mailbox.post(() -> handler.accept(this));
        }
    }

    /** A packet for this socket came. */
    void onPacket(DecodedPacket packet) {
        lane.assertInside();
        switch (packet.type()) {
            case EVENT -> mailbox.post(() -> dispatch(packet));
            case ACK -> acks.onAck(packet.id(), packet.args());
            case DISCONNECT -> close(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            case CONNECT, CONNECT_ERROR -> throw new IllegalArgumentException("not for a socket: " + packet);
        }
    }

    private void dispatch(DecodedPacket packet) {
        String event = packet.event();
        if (event == null) {
            return;
        }
        Ack ack = packet.id() == Packet.NO_ID ? NoAck.INSTANCE : new ClientAck(packet.id());
        for (Listeners.Entry entry : listeners.all()) {
            if (entry.event().equals(event)) {
                try {
                    entry.handler().onEvent(packet.args(), ack);
                } catch (Exception e) { // one handler's failure is not the next one's
                    onHandlerError(e);
                }
            }
        }
    }

    /** On the lane. */
    void leaveNamespace() {
        if (connected) {
            connection.send(Packet.disconnect(namespace.name()));
            close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    /** The socket is no longer in the namespace. On the lane; harmless if repeated. */
    void close(DisconnectReason reason) {
        lane.assertInside();
        if (!connected) {
            return;
        }
        connected = false;
        namespace.remove(this);
        connection.remove(this);
        acks.onDisconnect();
        mailbox.post(() -> {
            for (Consumer<DisconnectReason> handler : disconnectHandlers) {
                try {
                    handler.accept(reason);
                } catch (RuntimeException e) { // one handler's failure is not the next one's
                    onHandlerError(e);
                }
            }
        });
    }

    private void onHandlerError(Throwable error) {
        options.errorHandler.onError(this, error);
    }

    @Override
    public String toString() {
        return "socket " + id + " in " + namespace;
    }

    /** The client waits for an answer. */
    private final class ClientAck implements Ack {
        private final long ackId;
        private final AtomicBoolean sent = new AtomicBoolean(); // any thread

        ClientAck(long ackId) {
            this.ackId = ackId;
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void send(@Nullable Object... values) {
            EncodedPacket packet = namespace.encode(Packet.ack(namespace.name(), ackId, Arrays.asList(values)));
            if (sent.compareAndSet(false, true)) {
                lane.runInOrder(() -> Socket.this.send(packet));
            }
        }
    }

    /** The client waits for no answer. */
    private static final class NoAck implements Ack {
        private static final NoAck INSTANCE = new NoAck();

        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void send(@Nullable Object... values) {}
    }
}
