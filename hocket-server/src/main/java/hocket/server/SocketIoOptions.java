package hocket.server;

import hocket.core.Checks;
import hocket.core.JsonCodec;
import hocket.core.JsonPacketParser;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import hocket.engine.EngineOptions;
import hocket.engine.Handlers;
import hocket.server.spi.Adapter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link SocketIoServer}, with the names and defaults of the reference where it has them. Immutable.
 * Each is described at its {@link Builder} method.
 */
public final class SocketIoOptions {
    private static final System.Logger LOG = System.getLogger("hocket.server");

    final EngineOptions engine;
    final Handlers handlers;
    final boolean serveClient;
    final Parser parser;
    final Duration connectTimeout;
    final Duration attachmentsTimeout;
    final int maxNamespacesPerConnection;
    final int maxPendingAcks;
    final int maxPendingEvents;
    final int maxDynamicNamespaces;
    final boolean cleanupEmptyChildNamespaces;
    final @Nullable RecoveryOptions recovery;
    final Adapter.@Nullable Factory adapter;
    final OverflowPolicy overflow;
    private final ServerListener[] listeners; // an array: asked for each packet
    final ErrorHandler errorHandler;

    private SocketIoOptions(Builder b) {
        EngineOptions named = b.engine.build();
        handlers = named.handlers();
        maxPendingEvents = named.maxPendingEvents();
        engine = named;
        serveClient = b.serveClient;
        Parser given = b.parser;
        parser = given != null ? given : new JsonPacketParser(b.json == null ? JsonCodec.load() : b.json, b.limits);
        connectTimeout = b.connectTimeout;
        attachmentsTimeout = b.attachmentsTimeout;
        maxNamespacesPerConnection = b.maxNamespacesPerConnection;
        maxPendingAcks = b.maxPendingAcks;
        maxDynamicNamespaces = b.maxDynamicNamespaces;
        cleanupEmptyChildNamespaces = b.cleanupEmptyChildNamespaces;
        recovery = b.recovery;
        adapter = b.adapter;
        overflow = b.overflow;
        listeners = b.listeners.toArray(ServerListener[]::new);
        errorHandler = b.errorHandler;
    }

    /** Tells the error handler; if that fails too, the log has both. */
    void onError(@Nullable Socket socket, Throwable error) {
        try {
            errorHandler.onError(socket, error);
        } catch (RuntimeException e) { // user code, and the next event must go on
            e.addSuppressed(error);
            LOG.log(Level.ERROR, "the error handler failed", e);
        }
    }

    /** Whether somebody watches. */
    boolean isWatched() {
        return listeners.length > 0;
    }

    /** Tells whoever watches. */
    void tell(Consumer<ServerListener> event) {
        for (ServerListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) { // user code, and a broadcast must go on
                LOG.log(Level.ERROR, "a listener of the server failed", e);
            }
        }
    }

    /** Tells those who wait for new namespaces; one that fails keeps nobody out. */
    void announce(Namespace made, List<Consumer<Namespace>> handlersOfNew) {
        for (Consumer<Namespace> handler : handlersOfNew) {
            try {
                handler.accept(made);
            } catch (RuntimeException e) { // user code
                onError(null, e);
            }
        }
    }

    /** The adapter of a new namespace. */
    Adapter newAdapter(LocalSockets local) {
        if (adapter != null) {
            return adapter.create(local);
        }
        return recovery == null
                ? new LocalAdapter(local)
                : new RecoveringAdapter(
                        local,
                        recovery.maxDisconnectionDuration(),
                        engine.pingInterval().plus(engine.pingTimeout()));
    }

    /** All defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private final EngineOptions.Builder engine = EngineOptions.builder().path("/socket.io");
        private boolean serveClient = true;
        private @Nullable Parser parser;
        private @Nullable JsonCodec json;
        private PacketLimits limits = PacketLimits.DEFAULT;
        private Duration connectTimeout = Duration.ofSeconds(45);
        private Duration attachmentsTimeout = Duration.ofSeconds(60);
        private int maxNamespacesPerConnection = 100;
        private int maxPendingAcks = 100_000;
        private int maxDynamicNamespaces = 10_000;
        private boolean cleanupEmptyChildNamespaces;
        private @Nullable RecoveryOptions recovery;
        private Adapter.@Nullable Factory adapter;
        private OverflowPolicy overflow = OverflowPolicy.CLOSE;
        private final List<ServerListener> listeners = new ArrayList<>();
        private ErrorHandler errorHandler = new LoggingErrorHandler();

        private Builder() {}

        /**
         * Sets options of the engine below: path (default {@code /socket.io}), heartbeats, transports, limits, CORS, {@code
         * allowEIO3}, handlers and the rest of {@link EngineOptions}.
         */
        public Builder engine(Consumer<EngineOptions.Builder> settings) {
            settings.accept(engine);
            return this;
        }

        /** Whether the browser client is served below the path, as {@code socket.io.js} and its variants. Default true. */
        public Builder serveClient(boolean wanted) {
            serveClient = wanted;
            return this;
        }

        /** The parser, which clients must share; {@link #json} and {@link #limits} then do not matter. Default: the standard format. */
        public Builder parser(Parser newParser) {
            parser = Objects.requireNonNull(newParser, "parser");
            return this;
        }

        /** The JSON codec. Default: the one on the class path. */
        public Builder json(JsonCodec codec) {
            json = Objects.requireNonNull(codec, "json");
            return this;
        }

        /** What one packet may hold. Default {@link PacketLimits#DEFAULT}. */
        public Builder limits(PacketLimits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /** The time in which a connection must join a namespace. Default 45 s. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = Checks.positive("connectTimeout", timeout);
            return this;
        }

        /** The time in which all attachments of a packet must follow it. Default 60 s. */
        public Builder attachmentsTimeout(Duration timeout) {
            attachmentsTimeout = Checks.positive("attachmentsTimeout", timeout);
            return this;
        }

        /** The namespaces one connection may have joined at a time; a CONNECT beyond is refused. Default 100. */
        public Builder maxNamespacesPerConnection(int count) {
            maxNamespacesPerConnection = Checks.positive("maxNamespacesPerConnection", count);
            return this;
        }

        /** The acks one socket may owe; an emit beyond fails. Default 100 000. */
        public Builder maxPendingAcks(int count) {
            maxPendingAcks = Checks.positive("maxPendingAcks", count);
            return this;
        }

        /** The namespaces that clients may have made by dynamic names; a CONNECT beyond is refused. Default 10 000. */
        public Builder maxDynamicNamespaces(int count) {
            maxDynamicNamespaces = Checks.positive("maxDynamicNamespaces", count);
            return this;
        }

        /** Whether a dynamic namespace ends when its last socket has left it. Default false, as in the reference. */
        public Builder cleanupEmptyChildNamespaces(boolean wanted) {
            cleanupEmptyChildNamespaces = wanted;
            return this;
        }

        /** Clients that were cut off may come back to their sessions. Default: they may not. */
        public Builder connectionStateRecovery(RecoveryOptions settings) {
            recovery = Objects.requireNonNull(settings, "connectionStateRecovery");
            return this;
        }

        /** As {@link #connectionStateRecovery(RecoveryOptions)}, with the middleware asked. */
        public Builder connectionStateRecovery(Duration maxDisconnectionDuration) {
            return connectionStateRecovery(new RecoveryOptions(maxDisconnectionDuration, false));
        }

        /** What carries broadcasts to other servers. Default: this server is alone. */
        public Builder adapter(Adapter.Factory factory) {
            adapter = Objects.requireNonNull(factory, "adapter");
            return this;
        }

        /** What happens to events beyond {@code maxOutboundBytes}. Default {@link OverflowPolicy#CLOSE}. */
        public Builder overflow(OverflowPolicy policy) {
            overflow = Objects.requireNonNull(policy, "overflow");
            return this;
        }

        /** Adds one that watches the server, for metrics, behind those added before. Default: nobody. */
        public Builder listener(ServerListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Takes what user code throws, and packets that could not be understood. Default: it is logged as an error; an
         * {@link hocket.core.ArgsException}, a {@link hocket.core.CallException} and a
         * {@link hocket.core.ProtocolException}, which any client can bring about, as a warning, at most one a second.
         */
        public Builder errorHandler(ErrorHandler handler) {
            errorHandler = Objects.requireNonNull(handler, "errorHandler");
            return this;
        }

        /** The options. */
        public SocketIoOptions build() {
            return new SocketIoOptions(this);
        }
    }
}
