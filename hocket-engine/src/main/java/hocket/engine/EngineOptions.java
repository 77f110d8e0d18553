package hocket.engine;

import hocket.core.Checks;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.PerMessageDeflate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of an {@link EngineServer}, with the names and defaults of the reference where it has them. Immutable. Each
 * is described at its {@link Builder} method.
 */
public final class EngineOptions {
    final String path;
    final Duration pingInterval;
    final Duration pingTimeout;
    final Duration upgradeTimeout;
    final Duration closeTimeout;
    final Duration webSocketCloseTimeout;
    final Duration writeTimeout;
    final int maxHttpBufferSize;
    final int maxFragments;
    final long maxOutboundBytes;
    final long pauseReadingBytes;
    final int maxConnections;
    final int maxConnectionsPerIp;
    final int maxPendingEvents;
    final List<String> transports;
    final boolean allowUpgrades;
    final @Nullable PerMessageDeflate perMessageDeflate;
    final @Nullable HttpCompression httpCompression;
    final @Nullable EngineMessage initialPacket;
    final @Nullable Cookie cookie;
    final @Nullable Cors cors;
    final OriginCheck originCheck;
    final boolean allowEIO3;
    final AllowRequest allowRequest;
    final IdGenerator generateId;
    final List<EngineMiddleware> middleware;
    final Handlers handlers;
    final boolean destroyUpgrade;
    final Duration destroyUpgradeTimeout;
    final HostHandler otherwise;

    private EngineOptions(Builder b) {
        path = b.addTrailingSlash ? b.path + "/" : b.path;
        pingInterval = b.pingInterval;
        pingTimeout = b.pingTimeout;
        upgradeTimeout = b.upgradeTimeout;
        closeTimeout = b.closeTimeout;
        webSocketCloseTimeout = b.webSocketCloseTimeout;
        writeTimeout = b.writeTimeout;
        maxHttpBufferSize = b.maxHttpBufferSize;
        maxFragments = b.maxFragments;
        maxOutboundBytes = b.maxOutboundBytes;
        pauseReadingBytes = b.pauseReadingBytes;
        maxConnections = b.maxConnections;
        maxConnectionsPerIp = b.maxConnectionsPerIp;
        maxPendingEvents = b.maxPendingEvents;
        transports = b.transports;
        allowUpgrades = b.allowUpgrades;
        perMessageDeflate = b.perMessageDeflate;
        httpCompression = b.httpCompression;
        initialPacket = b.initialPacket;
        cookie = b.cookie;
        cors = b.cors;
        originCheck = b.originCheck;
        allowEIO3 = b.allowEIO3;
        allowRequest = b.allowRequest;
        generateId = b.generateId;
        middleware = List.copyOf(b.middleware);
        handlers = b.handlers;
        destroyUpgrade = b.destroyUpgrade;
        destroyUpgradeTimeout = b.destroyUpgradeTimeout;
        otherwise = b.otherwise;
    }

    /** All defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#pingInterval}. */
    public Duration pingInterval() {
        return pingInterval;
    }

    /** See {@link Builder#pingTimeout}. */
    public Duration pingTimeout() {
        return pingTimeout;
    }

    /** See {@link Builder#maxOutboundBytes}. */
    public long maxOutboundBytes() {
        return maxOutboundBytes;
    }

    /** Where user code runs. */
    public Handlers handlers() {
        return handlers;
    }

    /** The path the server answers at, with the trailing slash if it wants one. */
    public String path() {
        return path;
    }

    /** The cross-origin rules; null for none. */
    public @Nullable Cors cors() {
        return cors;
    }

    /** So many events of one session may wait for their handlers before the connection stops being read. */
    public int maxPendingEvents() {
        return maxPendingEvents;
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private static final Set<String> TRANSPORTS = Set.of(PollingTransport.NAME, WebSocketTransport.NAME);

        private String path = "/engine.io";
        private boolean addTrailingSlash = true;
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private Duration closeTimeout = Duration.ofSeconds(30);
        private Duration webSocketCloseTimeout = Duration.ofSeconds(10);
        private Duration writeTimeout = Duration.ofSeconds(20);
        private int maxHttpBufferSize = 1_000_000;
        private int maxFragments = 16_384;
        private long maxOutboundBytes = 16L << 20;
        private long pauseReadingBytes = 1L << 20;
        private int maxConnections = Integer.MAX_VALUE;
        private int maxConnectionsPerIp = Integer.MAX_VALUE;
        private int maxPendingEvents = 1024;
        private List<String> transports = List.of(PollingTransport.NAME, WebSocketTransport.NAME);
        private boolean allowUpgrades = true;
        private @Nullable PerMessageDeflate perMessageDeflate;
        private @Nullable HttpCompression httpCompression = HttpCompression.DEFAULT;
        private @Nullable EngineMessage initialPacket;
        private @Nullable Cookie cookie;
        private @Nullable Cors cors;
        private OriginCheck originCheck = Defaults.ANY_ORIGIN;
        private boolean allowEIO3;
        private AllowRequest allowRequest = Defaults.ALLOW_ALL;
        private IdGenerator generateId = Defaults.RANDOM_ID;
        private final List<EngineMiddleware> middleware = new ArrayList<>();
        private Handlers handlers = Handlers.virtualThreads();
        private boolean destroyUpgrade = true;
        private Duration destroyUpgradeTimeout = Duration.ofSeconds(1);
        private HostHandler otherwise = HostHandler.answering(404);

        private Builder() {}

        /** Where the server answers; all paths that begin so are its own. Default {@code /engine.io}. */
        public Builder path(String newPath) {
            if (!newPath.startsWith("/")) {
                throw new IllegalArgumentException("path must begin with a slash: " + newPath);
            }
            path = newPath.endsWith("/") ? newPath.substring(0, newPath.length() - 1) : newPath;
            return this;
        }

        /** Whether the path ends with a slash; if not, one is not needed. Default true. */
        public Builder addTrailingSlash(boolean wanted) {
            addTrailingSlash = wanted;
            return this;
        }

        /** The time from one heartbeat to the next ping. Default 25 s. */
        public Builder pingInterval(Duration interval) {
            pingInterval = Checks.positive("pingInterval", interval);
            return this;
        }

        /** The time a client has to answer a ping. Default 20 s. */
        public Builder pingTimeout(Duration timeout) {
            pingTimeout = Checks.positive("pingTimeout", timeout);
            return this;
        }

        /** The time a WebSocket has to probe and take over a polling session. Default 10 s. */
        public Builder upgradeTimeout(Duration timeout) {
            upgradeTimeout = Checks.positive("upgradeTimeout", timeout);
            return this;
        }

        /** The time a session that was closed here waits for the client's next poll, to tell it. Default 30 s. */
        public Builder closeTimeout(Duration timeout) {
            closeTimeout = Checks.positive("closeTimeout", timeout);
            return this;
        }

        /** The time a client has to answer a WebSocket close frame before the connection is cut. Default 10 s. */
        public Builder webSocketCloseTimeout(Duration timeout) {
            webSocketCloseTimeout = Checks.positive("webSocketCloseTimeout", timeout);
            return this;
        }

        /** The time in which at least a byte of what waits to be written must leave. Default 20 s. */
        public Builder writeTimeout(Duration timeout) {
            writeTimeout = Checks.positive("writeTimeout", timeout);
            return this;
        }

        /** The bytes of one POST body or one WebSocket message, after inflation, at most. Default 1 000 000. */
        public Builder maxHttpBufferSize(int bytes) {
            maxHttpBufferSize = Checks.positive("maxHttpBufferSize", bytes);
            return this;
        }

        /** The frames of one WebSocket message, at most. Default 16 384. */
        public Builder maxFragments(int frames) {
            maxFragments = Checks.positive("maxFragments", frames);
            return this;
        }

        /**
         * The bytes that wait to be sent to one client, at most; beyond, its session ends with {@link
         * CloseReason#TRANSPORT_ERROR}. Default 16 MiB.
         */
        public Builder maxOutboundBytes(long bytes) {
            maxOutboundBytes = Checks.positive("maxOutboundBytes", bytes);
            return this;
        }

        /**
         * A WebSocket is not read while more bytes than this wait to be sent to its client, until less than a quarter of it
         * do. Default 1 MiB.
         */
        public Builder pauseReadingBytes(long bytes) {
            pauseReadingBytes = Checks.positive("pauseReadingBytes", bytes);
            return this;
        }

        /** The sessions at most; a handshake beyond is answered 503. Default: no limit. */
        public Builder maxConnections(int sessions) {
            maxConnections = Checks.positive("maxConnections", sessions);
            return this;
        }

        /** The sessions of one remote address at most; a handshake beyond is answered 503. Default: no limit. */
        public Builder maxConnectionsPerIp(int sessions) {
            maxConnectionsPerIp = Checks.positive("maxConnectionsPerIp", sessions);
            return this;
        }

        /** The events of one session that may wait for their handlers before its connection stops being read. Default 1024. */
        public Builder maxPendingEvents(int events) {
            maxPendingEvents = Checks.positive("maxPendingEvents", events);
            return this;
        }

        /** The transports, out of {@code polling} and {@code websocket}. Default both. */
        public Builder transports(String... names) {
            List<String> wanted = List.of(names);
            if (wanted.isEmpty() || !TRANSPORTS.containsAll(wanted)) {
                throw new IllegalArgumentException("transports are polling and websocket, not " + wanted);
            }
            transports = wanted;
            return this;
        }

        /** Whether polling clients are told that they may upgrade. Default true. */
        public Builder allowUpgrades(boolean wanted) {
            allowUpgrades = wanted;
            return this;
        }

        /** Compression of WebSocket messages; null for none. Default null. */
        public Builder perMessageDeflate(@Nullable PerMessageDeflate deflate) {
            perMessageDeflate = deflate;
            return this;
        }

        /** Compression of polling responses; null for none. Default from 1024 bytes on. */
        public Builder httpCompression(@Nullable HttpCompression compression) {
            httpCompression = compression;
            return this;
        }

        /** A message that each client gets right behind the handshake; null for none. Default null. */
        public Builder initialPacket(@Nullable EngineMessage message) {
            initialPacket = message;
            return this;
        }

        /** A cookie with the session's id; null for none. Default null. */
        public Builder cookie(@Nullable Cookie newCookie) {
            cookie = newCookie;
            return this;
        }

        /** The cross-origin rules; null for none: pages of other origins cannot read the answers. Default null. */
        public Builder cors(@Nullable Cors rules) {
            cors = rules;
            return this;
        }

        /**
         * The origins whose pages may connect, by polling or WebSocket; a request with another {@code Origin} is answered
         * 403. A request without one comes from no page, and passes. Default: all.
         */
        public Builder allowedOrigins(String... origins) {
            Set<String> allowed = Set.of(origins);
            return originCheck((request, origin) -> allowed.contains(origin));
        }

        /**
         * As {@link #allowedOrigins}, with a check that looks at the request too, such as {@link OriginCheck#sameHost}.
         * Default: all.
         */
        public Builder originCheck(OriginCheck check) {
            originCheck = Objects.requireNonNull(check, "originCheck");
            return this;
        }

        /** Whether clients of Engine.IO 3 (Socket.IO 2) are served. Default false. */
        public Builder allowEIO3(boolean wanted) {
            allowEIO3 = wanted;
            return this;
        }

        /** Decides about each handshake. Default: all are allowed. */
        public Builder allowRequest(AllowRequest check) {
            allowRequest = Objects.requireNonNull(check, "allowRequest");
            return this;
        }

        /** Makes the ids of sessions. Default: 120 random bits, 20 characters. */
        public Builder generateId(IdGenerator generator) {
            generateId = Objects.requireNonNull(generator, "generateId");
            return this;
        }

        /** Adds a middleware behind those added before. */
        public Builder use(EngineMiddleware next) {
            middleware.add(Objects.requireNonNull(next, "middleware"));
            return this;
        }

        /** Where user code runs. Default {@link Handlers#virtualThreads()}. */
        public Builder handlers(Handlers newHandlers) {
            handlers = Objects.requireNonNull(newHandlers, "handlers");
            return this;
        }

        /** Whether a request for a WebSocket at another path is refused here. Default true. */
        public Builder destroyUpgrade(boolean wanted) {
            destroyUpgrade = wanted;
            return this;
        }

        /** The time after which such a request is refused. Default 1 s. */
        public Builder destroyUpgradeTimeout(Duration timeout) {
            destroyUpgradeTimeout = Checks.positive("destroyUpgradeTimeout", timeout);
            return this;
        }

        /**
         * Takes the requests of other paths; those for a WebSocket only if {@link #destroyUpgrade} is false. Default: they
         * are answered 404.
         */
        public Builder otherwise(HostHandler handler) {
            otherwise = Objects.requireNonNull(handler, "otherwise");
            return this;
        }

        /** The options. */
        public EngineOptions build() {
            return new EngineOptions(this);
        }
    }

    /** Whether a path is this server's. */
    boolean matches(HttpRequest request) {
        return request.path().startsWith(path);
    }
}
