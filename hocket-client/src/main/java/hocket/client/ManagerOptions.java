package hocket.client;

import hocket.client.spi.ClientTransport;
import hocket.core.Checks;
import hocket.core.JsonCodec;
import hocket.core.JsonPacketParser;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Manager}, with the names and defaults of the reference where it has them. Immutable. Each is
 * described at its {@link Builder} method.
 */
public final class ManagerOptions {
    private static final Logger LOG = Logger.getLogger("hocket.client");

    final @Nullable ClientTransport transport;
    final @Nullable Executor handlers;
    final JsonCodec json;
    final Parser parser;
    final String path;
    final List<TransportName> transports;
    final boolean upgrade;
    final boolean rememberUpgrade;
    final boolean tryAllTransports;
    final boolean forceBase64;
    final String timestampParam;
    final @Nullable Boolean timestampRequests;
    final List<String> protocols;
    final Supplier<? extends CompletionStage<Map<String, String>>> headers;
    final @Nullable Supplier<? extends CompletionStage<Map<String, String>>> query;
    final Duration requestTimeout;
    final Duration timeout;
    final boolean reconnection;
    final int reconnectionAttempts;
    final Duration reconnectionDelay;
    final Duration reconnectionDelayMax;
    final double randomizationFactor;
    final int maxPayloadBytes;
    final int maxPendingEvents;
    final int maxPendingAcks;
    final int maxBufferedBytes;
    final OverflowPolicy overflow;
    final ClientListener listener;
    final ErrorHandler errorHandler;

    private ManagerOptions(Builder b) {
        transport = b.transport;
        handlers = b.handlers;
        json = b.json == null ? JsonCodec.load() : b.json;
        parser = b.parser == null ? new JsonPacketParser(json, b.limits) : b.parser;
        path = b.addTrailingSlash ? b.path + "/" : b.path;
        transports = b.transports;
        upgrade = b.upgrade;
        rememberUpgrade = b.rememberUpgrade;
        tryAllTransports = b.tryAllTransports;
        forceBase64 = b.forceBase64;
        timestampParam = b.timestampParam;
        timestampRequests = b.timestampRequests;
        protocols = b.protocols;
        headers = b.headers;
        query = b.query;
        requestTimeout = b.requestTimeout;
        timeout = b.timeout;
        reconnection = b.reconnection;
        reconnectionAttempts = b.reconnectionAttempts;
        reconnectionDelay = b.reconnectionDelay;
        reconnectionDelayMax = b.reconnectionDelayMax;
        randomizationFactor = b.randomizationFactor;
        maxPayloadBytes = b.maxPayloadBytes;
        maxPendingEvents = b.maxPendingEvents;
        maxPendingAcks = b.maxPendingAcks;
        maxBufferedBytes = b.maxBufferedBytes;
        overflow = b.overflow;
        listener = b.listener;
        errorHandler = b.errorHandler;
    }

    /** All defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether requests of that transport bear something that no cache has seen. */
    boolean isStamped(TransportName name) {
        return timestampRequests == null ? name == TransportName.POLLING : timestampRequests;
    }

    /** What may wait for the connection while a socket is connected. */
    int maxConnectionBytes() {
        return maxBufferedBytes == 0 ? Builder.DEFAULT_BUFFERED_BYTES : maxBufferedBytes;
    }

    /** Tells the error handler; if that fails too, the log has both. */
    void onError(@Nullable Socket socket, Throwable error) {
        try {
            errorHandler.onError(socket, error);
        } catch (RuntimeException | Error e) { // user code, and the next event must go on
            e.addSuppressed(error);
            LOG.log(Level.SEVERE, "the error handler failed", e);
        }
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private static final int DEFAULT_BUFFERED_BYTES = 16 * 1024 * 1024;

        private @Nullable ClientTransport transport;
        private @Nullable Executor handlers;
        private @Nullable JsonCodec json;
        private @Nullable Parser parser;
        private PacketLimits limits = PacketLimits.DEFAULT;
        private String path = "/socket.io";
        private boolean addTrailingSlash = true;
        private List<TransportName> transports = List.of(TransportName.POLLING, TransportName.WEBSOCKET);
        private boolean upgrade = true;
        private boolean rememberUpgrade;
        private boolean tryAllTransports;
        private boolean forceBase64;
        private String timestampParam = "t";
        private @Nullable Boolean timestampRequests;
        private List<String> protocols = List.of();
        private Supplier<? extends CompletionStage<Map<String, String>>> headers = now(Map::of);
        private @Nullable Supplier<? extends CompletionStage<Map<String, String>>> query;
        private Duration requestTimeout = Duration.ZERO;
        private Duration timeout = Duration.ofSeconds(20);
        private boolean reconnection = true;
        private int reconnectionAttempts = Integer.MAX_VALUE;
        private Duration reconnectionDelay = Duration.ofSeconds(1);
        private Duration reconnectionDelayMax = Duration.ofSeconds(5);
        private double randomizationFactor = 0.5;
        private int maxPayloadBytes = 25_000_000;
        private int maxPendingEvents = 1024;
        private int maxPendingAcks = 100_000;
        private int maxBufferedBytes = DEFAULT_BUFFERED_BYTES;
        private OverflowPolicy overflow = OverflowPolicy.DROP_NEWEST;
        private ClientListener listener = ClientListener.NONE;
        private ErrorHandler errorHandler =
                (socket, error) -> LOG.log(Level.SEVERE, "a handler of " + socket + " failed", error);

        private Builder() {}

        private static <T> Supplier<CompletionStage<T>> now(Supplier<? extends T> value) {
            return () -> CompletableFuture.completedFuture(value.get());
        }

        /**
         * The HTTP library and its threads, which the manager does not close: several managers may share it. Default: one
         * of the manager's own, from a {@link ClientTransport.Provider} on the class path, or else the JDK's.
         */
        public Builder transport(ClientTransport shared) {
            transport = Objects.requireNonNull(shared, "transport");
            return this;
        }

        /**
         * Where handlers run and futures are completed: an Android main thread, virtual threads, a pool, or {@code
         * Runnable::run} for the manager's lane, where nothing may block. Handlers of one socket run one at a time and in
         * order on any of them. It is not shut down here. Default: a daemon thread of the manager's own, and one more
         * for each handler that blocks.
         */
        public Builder handlers(Executor executor) {
            handlers = Objects.requireNonNull(executor, "handlers");
            return this;
        }

        /** The JSON library. Default: the one on the class path. */
        public Builder json(JsonCodec codec) {
            json = Objects.requireNonNull(codec, "json");
            return this;
        }

        /** The packet format; that of the server. Default: the standard one, with {@link #json} and {@link #limits}. */
        public Builder parser(Parser format) {
            parser = Objects.requireNonNull(format, "parser");
            return this;
        }

        /** What one packet may hold, if no {@link #parser} is given. Default {@link PacketLimits#DEFAULT}. */
        public Builder limits(PacketLimits packetLimits) {
            limits = Objects.requireNonNull(packetLimits, "limits");
            return this;
        }

        /** The path that the server answers at. Default {@code /socket.io}. */
        public Builder path(String value) {
            String trimmed = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
            path = trimmed.startsWith("/") || trimmed.isEmpty() ? trimmed : "/" + trimmed;
            return this;
        }

        /** Whether a slash follows the path in requests. Default true. */
        public Builder addTrailingSlash(boolean wanted) {
            addTrailingSlash = wanted;
            return this;
        }

        /** The transports to use, the one to begin with first. Default polling, then WebSocket. */
        public Builder transports(TransportName... names) {
            if (names.length == 0) {
                throw new IllegalArgumentException("transports must name one at least");
            }
            transports = List.copyOf(new LinkedHashSet<>(List.of(names)));
            return this;
        }

        /** Whether a session that began with polling goes on over a WebSocket where that is possible. Default true. */
        public Builder upgrade(boolean wanted) {
            upgrade = wanted;
            return this;
        }

        /** Whether the next session begins with a WebSocket if one worked the last time. Default false. */
        public Builder rememberUpgrade(boolean wanted) {
            rememberUpgrade = wanted;
            return this;
        }

        /** Whether the next transport is tried when a session cannot be opened over one. Default false. */
        public Builder tryAllTransports(boolean wanted) {
            tryAllTransports = wanted;
            return this;
        }

        /** Whether binary goes as text on WebSockets too. Default false. */
        public Builder forceBase64(boolean wanted) {
            forceBase64 = wanted;
            return this;
        }

        /** The name of the parameter that keeps caches away. Default {@code t}. */
        public Builder timestampParam(String name) {
            timestampParam = Objects.requireNonNull(name, "timestampParam");
            return this;
        }

        /** Whether requests bear {@link #timestampParam}. Default: those of polling do. */
        public Builder timestampRequests(boolean wanted) {
            timestampRequests = wanted;
            return this;
        }

        /** The WebSocket subprotocols to offer. Default none. */
        public Builder protocols(String... names) {
            protocols = List.of(names);
            return this;
        }

        /** The header fields of every request. Default none besides those of the HTTP library. */
        public Builder extraHeaders(Map<String, String> fields) {
            Map<String, String> copy = new LinkedHashMap<>(fields);
            return extraHeaders(() -> copy);
        }

        /** As {@link #extraHeaders(Map)}, asked for where handlers run before each session is opened. */
        public Builder extraHeaders(Supplier<Map<String, String>> fields) {
            return extraHeadersAsync(now(fields));
        }

        /** As {@link #extraHeaders(Supplier)}, answered later. A failure counts as one to connect. */
        public Builder extraHeadersAsync(Supplier<? extends CompletionStage<Map<String, String>>> fields) {
            headers = Objects.requireNonNull(fields, "extraHeaders");
            return this;
        }

        /** Parameters for the query of every request. Default those of the address. */
        public Builder query(Map<String, String> parameters) {
            Map<String, String> copy = new LinkedHashMap<>(parameters);
            return query(() -> copy);
        }

        /** As {@link #query(Map)}, asked for where handlers run before each session is opened. */
        public Builder query(Supplier<Map<String, String>> parameters) {
            return queryAsync(now(parameters));
        }

        /** As {@link #query(Supplier)}, answered later. A failure counts as one to connect. */
        public Builder queryAsync(Supplier<? extends CompletionStage<Map<String, String>>> parameters) {
            query = Objects.requireNonNull(parameters, "query");
            return this;
        }

        /** The time for one polling request, the waiting GET too; zero, the default, for no limit. */
        public Builder requestTimeout(Duration limit) {
            requestTimeout = notNegative("requestTimeout", limit);
            return this;
        }

        /** The time to open a session; zero for no limit. Default 20 s. */
        public Builder timeout(Duration limit) {
            timeout = notNegative("timeout", limit);
            return this;
        }

        /** Whether to connect again by itself. Default true. */
        public Builder reconnection(boolean wanted) {
            reconnection = wanted;
            return this;
        }

        /** So many attempts, then {@link Manager#onReconnectFailed}. Default: without end. */
        public Builder reconnectionAttempts(int count) {
            reconnectionAttempts = Checks.positive("reconnectionAttempts", count);
            return this;
        }

        /** The delay of the first attempt, doubled for each further one. Default 1 s; zero means 100 ms. */
        public Builder reconnectionDelay(Duration delay) {
            reconnectionDelay = notNegative("reconnectionDelay", delay);
            return this;
        }

        /** The longest delay. Default 5 s. */
        public Builder reconnectionDelayMax(Duration delay) {
            reconnectionDelayMax = notNegative("reconnectionDelayMax", delay);
            return this;
        }

        /** The part of a delay that is left to chance, from 0 to 1. Default 0.5: half as long to half as long again. */
        public Builder randomizationFactor(double factor) {
            randomizationFactor = checkedFactor(factor);
            return this;
        }

        /**
         * The bytes of one polling answer or one WebSocket message that the server may send. Default 25 000 000; beyond
         * it the session ends with {@code transport error}.
         */
        public Builder maxPayloadBytes(int bytes) {
            maxPayloadBytes = Checks.positive("maxPayloadBytes", bytes);
            return this;
        }

        /** So many events of one socket may wait for its handlers before its connection is not read. Default 1024. */
        public Builder maxPendingEvents(int count) {
            maxPendingEvents = Checks.positive("maxPendingEvents", count);
            return this;
        }

        /** So many acks may the server owe one socket; beyond it {@code emitWithAck} fails. Default 100 000. */
        public Builder maxPendingAcks(int count) {
            maxPendingAcks = Checks.positive("maxPendingAcks", count);
            return this;
        }

        /**
         * The bytes that may wait to be sent: for each socket while it is offline, and for the connection. Beyond it
         * {@link #overflow} decides. Default 16 MiB; 0 keeps nothing while offline, and is the
         * default for the connection.
         */
        public Builder maxBufferedBytes(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("maxBufferedBytes must be 0 or more, not " + bytes);
            }
            maxBufferedBytes = bytes;
            return this;
        }

        /** Which events of an offline socket are dropped when there is no more room. Default the newest. */
        public Builder overflow(OverflowPolicy policy) {
            overflow = Objects.requireNonNull(policy, "overflow");
            return this;
        }

        /** Watches the sessions. Default none. */
        public Builder listener(ClientListener watcher) {
            listener = new GuardedListener(Objects.requireNonNull(watcher, "listener"));
            return this;
        }

        /** Takes what handlers throw. Default: it is logged. */
        public Builder errorHandler(ErrorHandler handler) {
            errorHandler = Objects.requireNonNull(handler, "errorHandler");
            return this;
        }

        static double checkedFactor(double factor) {
            if (!(factor >= 0 && factor <= 1)) {
                throw new IllegalArgumentException("randomizationFactor must be from 0 to 1, not " + factor);
            }
            return factor;
        }

        static Duration notNegative(String option, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(option + " must be 0 or more, not " + value);
            }
            return value;
        }

        /** The options as they are now. */
        public ManagerOptions build() {
            return new ManagerOptions(this);
        }
    }
}
