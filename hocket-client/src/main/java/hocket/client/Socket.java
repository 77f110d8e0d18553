package hocket.client;

import hocket.core.AckEventHandler;
import hocket.core.Args;
import hocket.core.CallTarget;
import hocket.core.EventSource;
import hocket.core.ReservedEvents;
import hocket.core.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of a server (the reference's {@code Socket}). Methods may be called from any thread and do not block; what
 * one thread emits arrives in order. Handlers of one socket run one at a time and in order, where the manager's handlers
 * run; futures are completed there too, but do not wait for handlers, so a handler may wait for an ack.
 *
 * <p>What is emitted while the socket is not connected waits for the connection, unless it is {@linkplain #asVolatile
 * volatile}.
 */
public final class Socket implements EventSource, CallTarget, AutoCloseable {
    private final Manager manager;
    private final String namespace;
    private final SocketOptions options;
    private final SocketHandlers handlers;
    private final SocketSession session;
    private final SocketEmitter emitter;
    private final AtomicLong nextAckId = new AtomicLong(); // any thread
    private volatile boolean ownsManager; // any thread

    Socket(Manager manager, String namespace, SocketOptions options) {
        this.manager = manager;
        this.namespace = namespace;
        this.options = options;
        this.handlers = new SocketHandlers(this);
        this.session = new SocketSession(this, options, handlers);
        this.emitter = new SocketEmitter(this, null, false, true);
    }

    /** The manager, whose connection this socket uses. */
    public Manager io() {
        return manager;
    }

    /** The namespace, beginning with a slash. */
    public String nsp() {
        return namespace;
    }

    /** The id that the server gave it, another with each connection; null unless it is connected. */
    public @Nullable String id() {
        return session.id();
    }

    /** Whether it is connected now. */
    public boolean isConnected() {
        return session.isConnected();
    }

    /** Whether it is connected or will be, without anybody's doing. */
    public boolean isActive() {
        return session.isUnderWay();
    }

    /** Whether the server has brought back the former session with all that was missed; see its recovery options. */
    public boolean isRecovered() {
        return session.isRecovered();
    }

    /** Where it stands now. */
    public ConnectionState state() {
        return session.state();
    }

    /**
     * Connects, unless it is connected; the manager tries again until it is, as its options say.
     *
     * @return completed, where handlers run, when it is connected; or with {@link ConnectErrorException} if the server
     *     refuses it, {@link TransportException} if nothing more will be tried, {@link
     *     hocket.core.DisconnectedException} if it is disconnected meanwhile
     */
    public CompletableFuture<Void> connect() {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        if (manager.isClosing()) { // nothing may run on the lane any more
            connected.completeExceptionally(new IllegalStateException("the manager is closed"));
        } else {
            manager.lane().execute(() -> session.connect(connected));
        }
        return connected;
    }

    /** Leaves the namespace; the manager's connection ends with its last active socket. Harmless if repeated. */
    public void disconnect() {
        manager.lane().execute(session::disconnect); // not within what a handler on the lane was called for
    }

    /**
     * As {@link #disconnect}; if the socket was made by {@link SocketIoClient}, as {@link Manager#close} too, which may
     * wait a second.
     */
    @Override
    public void close() {
        disconnect();
        if (ownsManager) {
            manager.close();
        }
    }

    /** {@inheritDoc} For {@code connect} and the like there are methods of their own. */
    @Override
    public Subscription on(String event, AckEventHandler handler) {
        return handlers.events.add(checked(event), handler);
    }

    @Override
    public Subscription once(String event, AckEventHandler handler) {
        return handlers.events.addOnce(checked(event), handler);
    }

    private static String checked(String event) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" comes from no server: use onConnect, onConnectError,"
                    + " onDisconnect or onState");
        }
        return event;
    }

    /** Takes back all handlers of that event. */
    public void off(String event) {
        handlers.events.removeAll(event);
    }

    /** Has the handler called each time the socket has been connected. */
    public Subscription onConnect(Runnable handler) {
        return handlers.connect.add(handler);
    }

    /**
     * Has the handler called when the socket could not be connected: with a {@link ConnectErrorException} if the server
     * refused it, with a {@link TransportException} if there is no connection, or with what a supplier threw.
     */
    public Subscription onConnectError(Consumer<Throwable> handler) {
        return handlers.connectError.add(handler);
    }

    /** Has the handler called when the socket was connected and is no longer. */
    public Subscription onDisconnect(Consumer<DisconnectReason> handler) {
        return onDisconnect((reason, details) -> handler.accept(reason));
    }

    /** As {@link #onDisconnect(Consumer)}, with what exactly happened. */
    public Subscription onDisconnect(BiConsumer<DisconnectReason, DisconnectDetails> handler) {
        return handlers.disconnect.add(handler);
    }

    /** Has the handler called with each new state. */
    public Subscription onState(Consumer<ConnectionState> handler) {
        return handlers.state.add(handler);
    }

    /** Has the handler called with each event, before its own handlers. */
    public Subscription onAny(BiConsumer<String, Args> handler) {
        return handlers.any.add(handler);
    }

    /** As {@link #onAny}, before those registered so far. */
    public Subscription prependAny(BiConsumer<String, Args> handler) {
        return handlers.any.prepend(handler);
    }

    /** Has the handler called with each event that is sent: its name and its arguments as they were given. */
    public Subscription onAnyOutgoing(BiConsumer<String, List<?>> handler) {
        return handlers.anyOutgoing.add(handler);
    }

    /** As {@link #onAnyOutgoing}, before those registered so far. */
    public Subscription prependAnyOutgoing(BiConsumer<String, List<?>> handler) {
        return handlers.anyOutgoing.prepend(handler);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        emitter.emit(event, args);
    }

    /** As {@link CallTarget#emitWithAck}, without a limit of time unless the socket's options have one. */
    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return emitter.emitWithAck(event, args);
    }

    /** Emits with a limit of time for the answer. */
    public SocketEmitter timeout(Duration limit) {
        return emitter.timeout(limit);
    }

    /** Emits what is dropped if the socket is not connected, or the transport has no room just now. */
    public SocketEmitter asVolatile() {
        return emitter.asVolatile();
    }

    /** Emits what is compressed where the transport offers that, or not. Default true. */
    public SocketEmitter compress(boolean wanted) {
        return emitter.compress(wanted);
    }

    SocketOptions options() {
        return options;
    }

    SocketSession session() {
        return session;
    }

    long nextAckId() {
        return nextAckId.getAndIncrement();
    }

    /** Whoever closes this socket closes its manager. */
    Socket owningManager() {
        ownsManager = true;
        return this;
    }

    @Override
    public String toString() {
        return "socket " + namespace + " of " + manager.origin() + ", " + state();
    }
}
