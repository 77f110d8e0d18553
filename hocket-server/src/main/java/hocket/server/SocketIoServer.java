package hocket.server;

import hocket.engine.EngineServer;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.WebSocketOffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server. It answers what a host gives it and opens no socket itself. Its methods for sockets are those of
 * the main namespace, {@code /}. Any thread; nothing blocks.
 */
public final class SocketIoServer implements HostHandler {
    private final SocketIoOptions options;
    private final EngineServer engine;
    private final @Nullable ClientBundle clientBundle;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>(); // any thread
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // any thread
    private final Namespace main;

    private SocketIoServer(SocketIoOptions options) {
        this.options = options;
        this.engine = EngineServer.createOnLanes(options.engine, socket -> {
            Connection connection = new Connection(this, options, socket);
            connections.add(connection);
            socket.lane().execute(connection::begin); // when the session knows whom to tell
            return connection;
        });
        this.clientBundle = options.serveClient ? new ClientBundle(options.engine) : null;
        this.main = of("/");
    }

    /** A server with these options. */
    public static SocketIoServer create(SocketIoOptions options) {
        return new SocketIoServer(options);
    }

    /** The namespace of that name, made if it is new; a slash is put in front if there is none. */
    public Namespace of(String name) {
        String full = name.startsWith("/") ? name : "/" + name;
        return namespaces.computeIfAbsent(full, key -> new Namespace(key, options.parser));
    }

    /** See {@link Namespace#onConnection}. */
    public Subscription onConnection(Consumer<Socket> handler) {
        return main.onConnection(handler);
    }

    /** Emits to every socket of the main namespace; see {@link BroadcastOperator#emit}. */
    public void emit(String event, @Nullable Object... args) {
        main.emit(event, args);
    }

    /** Emits to the sockets of these rooms of the main namespace. */
    public BroadcastOperator to(String... rooms) {
        return main.to(rooms);
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return main.in(rooms);
    }

    /** Emits to the sockets of the main namespace that are in none of these rooms. */
    public BroadcastOperator except(String... rooms) {
        return main.except(rooms);
    }

    /** The engine below. */
    public EngineServer engine() {
        return engine;
    }

    @Nullable
    Namespace find(String name) {
        return namespaces.get(name);
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
     * Disconnects every socket with {@link DisconnectReason#SERVER_SHUTTING_DOWN} and ends every connection. New ones are
     * refused.
     *
     * @return completed when the last connection has ended; handlers may still be running
     */
    @Override
    public CompletionStage<Void> close() {
        connections.forEach(connection ->
                connection.engine().lane().run(() -> connection.closeAll(DisconnectReason.SERVER_SHUTTING_DOWN)));
        return engine.close();
    }
}
