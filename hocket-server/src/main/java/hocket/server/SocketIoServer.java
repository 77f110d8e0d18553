package hocket.server;

import hocket.core.Args;
import hocket.core.Subscription;
import hocket.engine.ConnectionError;
import hocket.engine.EngineListener;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.WebSocketOffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server. It answers what a host gives it and opens no socket itself. Its methods for sockets are those of
 * the main namespace, {@code /}. Any thread; nothing blocks.
 */
public final class SocketIoServer implements HostHandler, BroadcastTarget, ConnectionSource {
    private final SocketIoOptions options;
    private final EngineServer engine;
    private final @Nullable ClientBundle clientBundle;
    private final Namespaces namespaces;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // any thread
    private final Namespace main;
    private final Controllers controllers = new Controllers(this);

    private SocketIoServer(SocketIoOptions options) {
        this.options = options;
        this.engine = EngineServer.createOnLanes(options.engine, new Sessions());
        this.clientBundle = options.serveClient ? new ClientBundle(options.engine) : null;
        this.namespaces = new Namespaces(options);
        this.main = namespaces.of("/");
    }

    /** A server with these options. */
    public static SocketIoServer create(SocketIoOptions options) {
        SocketIoServer created = new SocketIoServer(options);
        options.tell(listener -> listener.onCreated(created));
        return created;
    }

    /** The namespace of that name, made if it is new; a slash is put in front if there is none. */
    public Namespace of(String name) {
        return namespaces.of(name.startsWith("/") ? name : "/" + name);
    }

    /**
     * Namespaces that are made when clients ask for them by a name in which the pattern is found; its named groups become
     * {@link Namespace#param}. Write {@code ^…$} to match whole names.
     */
    public ParentNamespace of(Pattern pattern) {
        return namespaces.add(new ParentNamespace(pattern));
    }

    /** Namespaces that are made when clients ask for them by a name that is accepted. */
    public ParentNamespace of(NamespaceMatcher matcher) {
        return namespaces.add(new ParentNamespace(matcher));
    }

    /** The namespaces there are now. */
    public Collection<Namespace> namespaces() {
        return namespaces.all();
    }

    /** Has the handler called with each namespace that is made from now on, on the thread that makes it. */
    public Subscription onNewNamespace(Consumer<Namespace> handler) {
        return namespaces.onNewNamespace(handler);
    }

    @Override
    public Subscription useAsync(ConnectMiddleware.Async middleware) {
        return main.useAsync(middleware);
    }

    @Override
    public Subscription onConnection(Consumer<Socket> handler) {
        return main.onConnection(handler);
    }

    @Override
    public Subscription onEvent(String event, SocketEventHandler handler) {
        return main.onEvent(event, handler);
    }

    @Override
    public BroadcastOperator operator() {
        return main.operator();
    }

    /** See {@link Namespace#serverSideEmit}. */
    public CompletableFuture<Void> serverSideEmit(String event, @Nullable Object... args) {
        return main.serverSideEmit(event, args);
    }

    /** See {@link Namespace#serverSideEmitWithAck}. */
    public CompletableFuture<List<Args>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return main.serverSideEmitWithAck(event, args);
    }

    /**
     * Registers the annotated methods of an object as handlers; see {@link hocket.server.annotation}. Its class is looked at
     * once, now.
     *
     * @return removes them all
     * @throws IllegalArgumentException if it has none, or one of them cannot be called or filled; the message names it
     */
    public Subscription register(Object controller) {
        return register(controller, controller.getClass(), ControllerSupport.NONE);
    }

    /**
     * As {@link #register(Object)}, for frameworks.
     *
     * @param type the class that has the annotations: of a proxy that of its target
     */
    public Subscription register(Object controller, Class<?> type, ControllerSupport support) {
        return controllers.register(controller, type, support);
    }

    /** The engine below. */
    public EngineServer engine() {
        return engine;
    }

    Namespaces allNamespaces() {
        return namespaces;
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void onRequest(HttpExchange exchange) {
        if (clientBundle == null || !clientBundle.serve(exchange)) {
            engine.onRequest(exchange);
        }
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        engine.onWebSocket(offer);
    }

    /**
     * Disconnects every socket with {@link DisconnectReason#SERVER_SHUTTING_DOWN} and ends every connection; what is
     * queued is forgotten. New ones are refused.
     *
     * @return completed when the last connection has ended; handlers may still be running
     */
    @Override
    public CompletionStage<Void> close() {
        connections.forEach(Connection::shutDown);
        namespaces.all().forEach(namespace -> namespace.adapter().close());
        return engine.close();
    }

    /**
     * As {@link #close}, but gently: new sessions are refused with 503 and {@code Retry-After} from now on, and the
     * present ones end one after the other over that time, each after what is queued for it was sent, so that the clients
     * do not all come back to another server at once.
     *
     * @return completed when the last connection has ended
     */
    public CompletionStage<Void> drain(Duration over) {
        engine.refuseNew(over);
        return new Drain(List.copyOf(connections), over).begin().thenCompose(done -> close());
    }

    /** What the engine tells. */
    private final class Sessions implements EngineListener {
        @Override
        public EngineSocketListener onConnection(EngineSocket session) {
            Connection connection = new Connection(SocketIoServer.this, options, session);
            connections.add(connection);
            options.tell(listener -> listener.onSessionOpened(session));
            session.lane().execute(connection::begin); // when the session knows whom to tell
            return connection;
        }

        @Override
        public void onConnectionError(ConnectionError error) {
            options.tell(listener -> listener.onConnectionError(error));
        }

        @Override
        public void onUnavailable(HttpRequest request) {
            options.tell(listener -> listener.onUnavailable(request));
        }
    }
}
