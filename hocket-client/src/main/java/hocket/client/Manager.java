package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientTransport;
import hocket.core.Checks;
import hocket.core.DecodedPacket;
import hocket.core.Subscription;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one server, which the sockets of all its namespaces share, and which is made again when it breaks (the
 * reference's {@code Manager}). Methods may be called from any thread and do not block, but for {@link #close}. Handlers
 * are called one at a time, where handlers run; see {@link ManagerOptions.Builder#handlers}.
 *
 * <p>Whoever makes a manager closes it. Its threads are daemons, two at most beside those of the HTTP library.
 */
public final class Manager implements AutoCloseable {
    private static final long GOODBYE_SECONDS = 1;

    private final ServerAddress address;
    private final ManagerOptions options;
    private final ClientTransport http;
    private final ClientLane lane;
    private final Executor handlers;
    private final @Nullable HandlerPool ownHandlers;
    private final ClientListener listener;
    private final ManagerHandlers registered;
    private final Sockets sockets; // lane, but for making them
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble()); // lane
    private final Reconnection reconnection = new Reconnection(backoff); // lane
    private final Connector connector; // lane
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CountDownLatch gone = new CountDownLatch(1); // counted down on the lane, or when there is none
    private volatile @Nullable String origin; // any thread: another than the address says
    private volatile boolean webSocketWorked; // written on the lane
    private volatile boolean closing; // any thread

    private Manager(ServerAddress address, ManagerOptions options) {
        this.address = address;
        this.options = options;
        this.http = options.transport == null ? newTransport() : options.transport;
        this.lane = http.newLane();
        Executor given = options.handlers;
        this.ownHandlers = given == null ? new HandlerPool(lane) : null;
        this.handlers = new WillingExecutor(given == null ? Objects.requireNonNull(ownHandlers) : given);
        this.listener = options.listener;
        this.registered = new ManagerHandlers(new HandlerQueue(handlers, this::onHandlerError), this::onHandlerError);
        this.sockets = new Sockets(this, registered);
        backoff.min(options.reconnectionDelay);
        backoff.max(options.reconnectionDelayMax);
        backoff.jitter(options.randomizationFactor);
        reconnection.maxAttempts(options.reconnectionAttempts);
        reconnection.enable(options.reconnection);
        this.connector = new Connector(this, sockets, reconnection);
    }

    private static ClientTransport newTransport() {
        Iterator<ClientTransport.Provider> found = ServiceLoader.load(
                        ClientTransport.Provider.class, ClientTransport.Provider.class.getClassLoader())
                .iterator();
        return found.hasNext() ? found.next().create() : JdkTransport.create();
    }

    /**
     * A manager with all defaults, which is not connected yet.
     *
     * @param address such as {@code https://example.org:8080}; a path in it is ignored here
     * @throws IllegalArgumentException if it is none
     */
    public static Manager create(String address) {
        return create(address, ManagerOptions.builder().build());
    }

    /**
     * A manager with these options, which is not connected yet.
     *
     * @throws IllegalArgumentException if the address is none
     */
    public static Manager create(String address, ManagerOptions options) {
        return new Manager(ServerAddress.parse(address), options);
    }

    /** The socket of that namespace, the same one each time; made, not connected, with all defaults if it is new. */
    public Socket socket(String namespace) {
        return socket(namespace, SocketOptions.DEFAULT);
    }

    /** As {@link #socket(String)}; the options are for a new one. */
    public Socket socket(String namespace, SocketOptions socketOptions) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        return sockets.get(name, socketOptions);
    }

    /**
     * Opens the connection, without a socket. A failure is not tried again; {@link Socket#connect} is what most users want.
     *
     * @return completed where handlers run: when it is open, or with a {@link TransportException}
     */
    public CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        if (closing) {
            opened.completeExceptionally(new IllegalStateException("the manager is closed"));
        } else {
            lane.execute(() -> connector.openOnce(opened));
        }
        return opened;
    }

    /** The network is there, or there again: an attempt to reconnect that is planned is made now. */
    public void networkAvailable() {
        lane.execute(connector::retryNow);
    }

    /** Ends the session as if it had broken: sockets are told {@code forced close}, and it is opened again. */
    public void closeEngine() {
        lane.execute(connector::closeSession);
    }

    /** Whether to connect again by itself. */
    public boolean reconnection() {
        return reconnection.isEnabled();
    }

    /** Switches reconnecting on or off; off also ends attempts that are under way. */
    public Manager reconnection(boolean on) {
        reconnection.enable(on);
        lane.execute(on ? connector::allowRetries : connector::endRetries);
        return this;
    }

    /** The attempts after which {@link #onReconnectFailed} is told. */
    public int reconnectionAttempts() {
        return reconnection.maxAttempts();
    }

    /** As {@link ManagerOptions.Builder#reconnectionAttempts}, from now on. */
    public Manager reconnectionAttempts(int count) {
        reconnection.maxAttempts(Checks.positive("reconnectionAttempts", count));
        return this;
    }

    /** The delay of the first attempt, before chance changes it. */
    public Duration reconnectionDelay() {
        return backoff.min();
    }

    /** As {@link ManagerOptions.Builder#reconnectionDelay}, from now on. */
    public Manager reconnectionDelay(Duration delay) {
        backoff.min(ManagerOptions.Builder.notNegative("reconnectionDelay", delay));
        return this;
    }

    /** The longest delay. */
    public Duration reconnectionDelayMax() {
        return backoff.max();
    }

    /** As {@link ManagerOptions.Builder#reconnectionDelayMax}, from now on. */
    public Manager reconnectionDelayMax(Duration delay) {
        backoff.max(ManagerOptions.Builder.notNegative("reconnectionDelayMax", delay));
        return this;
    }

    /** The part of a delay that is left to chance. */
    public double randomizationFactor() {
        return backoff.jitter();
    }

    /** As {@link ManagerOptions.Builder#randomizationFactor}, from now on. */
    public Manager randomizationFactor(double factor) {
        backoff.jitter(ManagerOptions.Builder.checkedFactor(factor));
        return this;
    }

    /** The time to open a session. */
    public Duration timeout() {
        return connector.timeout();
    }

    /** As {@link ManagerOptions.Builder#timeout}, from the next session on. */
    public Manager timeout(Duration limit) {
        connector.timeout(ManagerOptions.Builder.notNegative("timeout", limit));
        return this;
    }

    /** The server's address: scheme, host, and port if it is not the usual one. */
    public String origin() {
        String other = origin;
        return other == null ? address.origin() : other;
    }

    /**
     * Has the next session opened with that server, as for balancing load on the client's side.
     *
     * @throws IllegalArgumentException if it is no address
     */
    public Manager origin(String newAddress) {
        origin = ServerAddress.parse(newAddress).origin();
        return this;
    }

    /** Has the handler called when a session was opened. */
    public Subscription onOpen(Runnable handler) {
        return registered.open.add(handler);
    }

    /** Has the handler called when a session could not be opened. */
    public Subscription onError(Consumer<Throwable> handler) {
        return registered.error.add(handler);
    }

    /** Has the handler called when a session that was open has ended. */
    public Subscription onClose(BiConsumer<DisconnectReason, DisconnectDetails> handler) {
        return registered.close.add(handler);
    }

    /** Has the handler called with each ping of the server. */
    public Subscription onPing(Runnable handler) {
        return registered.ping.add(handler);
    }

    /** Has the handler called with each packet that came. */
    public Subscription onPacket(Consumer<DecodedPacket> handler) {
        return registered.packet.add(handler);
    }

    /** Has the handler called when an attempt to reconnect begins, with its number, from 1. */
    public Subscription onReconnectAttempt(IntConsumer handler) {
        return registered.reconnectAttempt.add(handler);
    }

    /** Has the handler called when an attempt to reconnect failed; the next one is planned already. */
    public Subscription onReconnectError(Consumer<Throwable> handler) {
        return registered.reconnectError.add(handler);
    }

    /** Has the handler called when all attempts to reconnect have failed. */
    public Subscription onReconnectFailed(Runnable handler) {
        return registered.reconnectFailed.add(handler);
    }

    /** Has the handler called when an attempt to reconnect has succeeded, with its number. */
    public Subscription onReconnect(IntConsumer handler) {
        return registered.reconnect.add(handler);
    }

    /**
     * Disconnects all sockets and ends the connection and the threads; a transport or an executor that was given stays as
     * it is. Sockets can be used no more.
     *
     * @return completed, where handlers run, when the good-bye is gone, or after ten seconds; at once if the transport was
     *     closed before
     */
    public CompletableFuture<Void> closeAsync() {
        if (!closing) {
            closing = true;
            lane.execute(() -> {
                sockets.end();
                connector.close();
                connector.whenGone(this::finishClose);
            });
            finishCloseWithoutLane();
        }
        return closed;
    }

    /** If the transport was closed before, nobody runs what the lane was given. */
    private void finishCloseWithoutLane() {
        if (lane.isEnded()) {
            finishClose();
        }
    }

    private void finishClose() {
        if (gone.getCount() == 0) {
            return;
        }
        if (options.transport == null) {
            http.close();
        }
        gone.countDown();
        complete(() -> closed.complete(null));
        if (ownHandlers != null) {
            ownHandlers.close();
        }
    }

    /** As {@link #closeAsync}, and waits a second at most until the good-bye is gone; not if called on the lane. */
    @Override
    public void close() {
        var unused = closeAsync();
        if (lane.isInside()) {
            return;
        }
        try {
            if (!gone.await(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                lane.execute(this::finishClose); // the server has had its time
                finishCloseWithoutLane();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosing() {
        return closing;
    }

    ManagerOptions options() {
        return options;
    }

    /** That of the options, or else of the address. What user code throws passes through. */
    CompletionStage<Map<String, String>> query() {
        return options.query == null ? CompletableFuture.completedFuture(address.query()) : options.query.get();
    }

    ClientLane lane() {
        return lane;
    }

    ClientTransport http() {
        return http;
    }

    Executor handlers() {
        return handlers;
    }

    ClientListener listener() {
        return listener;
    }

    Sockets sockets() {
        return sockets;
    }

    /** The session that is open, null if none is. On the lane. */
    @Nullable
    EngineSession session() {
        return connector.session();
    }

    boolean isWebSocketKnownToWork() {
        return webSocketWorked;
    }

    void rememberWebSocket(boolean works) {
        webSocketWorked = works;
    }

    /** Runs the task where handlers run, not in the order of any of them. */
    void complete(Runnable task) {
        handlers.execute(task);
    }

    /** Runs the task on the lane; a thread for handlers of our own becomes the lane for so long if nobody is there. */
    void onLane(Runnable task) {
        if (ownHandlers != null && ownHandlers.isInside()) {
            lane.enter(task);
        } else {
            lane.run(task);
        }
    }

    /** A socket wants to be connected. On the lane. */
    void wantConnection() {
        connector.want();
    }

    /** A socket wants no connection any more. On the lane. */
    void wantNoConnection() {
        if (!sockets.isAnyActive()) {
            connector.close();
        }
    }

    private void onHandlerError(Throwable error) {
        options.onError(null, error);
    }
}
