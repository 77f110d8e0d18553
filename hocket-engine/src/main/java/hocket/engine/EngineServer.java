package hocket.engine;

import hocket.core.Revision;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Timeout;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO server: checks requests, opens sessions and hands each further request to its session. It answers what a
 * host gives it and opens no socket itself. All methods may be called from any thread and none blocks.
 */
public final class EngineServer implements HostHandler {
    private static final System.Logger LOG = System.getLogger("hocket.engine");
    private static final Pattern VALID_ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private final EngineOptions options;
    private final EngineListener listener;
    private final boolean onLanes;
    private final Gate gate;
    private final WebSocketSettings webSocketSettings;
    private final Map<Revision, HeartbeatTimes> heartbeatTimes = new EnumMap<>(Revision.class);
    private final Map<String, EngineSocket> sessions = new ConcurrentHashMap<>(); // any thread
    private final Map<String, Integer> sessionsPerIp = new ConcurrentHashMap<>(); // any thread
    private final AtomicInteger admitted = new AtomicInteger(); // any thread: sessions and handshakes on their way
    private final CompletableFuture<Void> closed = new CompletableFuture<>(); // any thread
    private volatile boolean refusing; // any thread
    private volatile boolean closing; // any thread
    private volatile long retryAfterSeconds; // any thread

    private EngineServer(EngineOptions options, EngineListener listener, boolean onLanes) {
        this.options = options;
        this.listener = listener;
        this.onLanes = onLanes || options.handlers.isInline();
        this.gate = new Gate(options, this::known);
        this.webSocketSettings = new WebSocketSettings(
                options.maxHttpBufferSize,
                options.maxFragments,
                options.webSocketCloseTimeout,
                options.writeTimeout,
                options.perMessageDeflate);
        for (Revision revision : Revision.values()) {
            heartbeatTimes.put(revision, HeartbeatTimes.of(revision, options.pingInterval, options.pingTimeout));
        }
    }

    /** A server with these options, whose events that listener takes. */
    public static EngineServer create(EngineOptions options, EngineListener listener) {
        return new EngineServer(options, listener, false);
    }

    /**
     * As {@link #create}, for a layer that brings its own mailboxes: all of the listener and of the session's listeners is
     * called on the lane and must not block. {@code allowRequest} and the other questions still run where the handlers do.
     */
    public static EngineServer createOnLanes(EngineOptions options, EngineListener listener) {
        return new EngineServer(options, listener, true);
    }

    /** The options. */
    public EngineOptions options() {
        return options;
    }

    /** How many sessions are open. */
    public int clientsCount() {
        return sessions.size();
    }

    /** The open sessions, as they come and go. */
    public Collection<EngineSocket> clients() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    EngineListener listener() {
        return listener;
    }

    @Override
    public void onRequest(HttpExchange exchange) {
        if (options.matches(exchange.request())) {
            admit(Arrival.of(listener, exchange));
        } else {
            options.otherwise.onRequest(exchange);
        }
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        if (options.matches(offer.request())) {
            admit(Arrival.of(listener, offer));
        } else if (options.destroyUpgrade) {
            Timeout timeout = offer.lane().newTimeout(() -> offer.reject(HttpResponse.empty(404)));
            timeout.start(options.destroyUpgradeTimeout);
        } else {
            options.otherwise.onWebSocket(offer);
        }
    }

    /** CORS, then the middleware, one after the other. */
    private void admit(Arrival arrival) {
        if (options.cors != null) {
            HttpResponse preflight = options.cors.apply(arrival.request(), arrival.headers());
            if (preflight != null) {
                arrival.respond(preflight);
                return;
            }
        }
        if (options.middleware.isEmpty()) {
            check(arrival);
        } else {
            new MiddlewareChain(options, arrival, this::check, this::refuse).proceed();
        }
    }

    private void check(Arrival arrival) {
        ConnectionError error = gate.check(arrival.request(), arrival.isWebSocket());
        if (error != null) {
            refuse(arrival, error);
            return;
        }
        String sid = Gate.sid(arrival.request());
        if (sid == null) {
            new Handshake(this, gate, arrival).begin();
            return;
        }
        EngineSocket session = sessions.get(sid);
        if (session == null) {
            refuseUnknown(arrival, sid);
        } else if (arrival.isWebSocket()) {
            offerUpgrade(arrival, session);
        } else {
            session.lane().run(() -> session.onRequest(arrival));
        }
    }

    /** A session that began as a WebSocket keeps its own; any other looks at the new one once it is open. */
    private void offerUpgrade(Arrival arrival, EngineSocket session) {
        if (session.transportName().equals(WebSocketTransport.NAME) && !session.isUpgraded()) {
            refuseMismatch(arrival, session.transportName());
            return;
        }
        boolean base64 = Handshake.wantsBase64(arrival.request());
        WebSocketTransport transport = new WebSocketTransport(session.revision(), base64, session::onWebSocket);
        arrival.accept(webSocketSettings, session.lane(), transport);
    }

    /** The request came for a session that has ended. */
    void refuseUnknown(Arrival arrival, String sid) {
        refuse(arrival, Gate.error(arrival.request(), HandshakeError.UNKNOWN_SID, Map.of("sid", sid)));
    }

    /** The request came for a transport that the session has left. */
    void refuseMismatch(Arrival arrival, String current) {
        HttpRequest request = arrival.request();
        String asked = String.valueOf(request.query("transport"));
        refuse(
                arrival,
                Gate.badRequest(
                        request, "TRANSPORT_MISMATCH", Map.of("transport", asked, "previousTransport", current)));
    }

    /** Answers a request that failed a check: JSON over HTTP, plain text instead of a WebSocket. */
    void refuse(Arrival arrival, ConnectionError error) {
        notify(() -> listener.onConnectionError(error));
        int status = error.error().status();
        if (arrival.isWebSocket()) {
            arrival.respond(HttpResponse.of(status, "text/plain; charset=UTF-8", error.message()));
        } else {
            String body = "{\"code\":" + error.error().code() + ",\"message\":" + JsonText.quote(error.message()) + "}";
            arrival.respond(HttpResponse.of(status, "application/json", body));
        }
    }

    /**
     * Counts a handshake in, before anything is allocated for it.
     *
     * @return false if the server takes no more or has as many sessions as it may
     */
    boolean enter(HttpRequest request) {
        if (refusing) {
            return false;
        }
        if (admitted.incrementAndGet() > options.maxConnections) {
            admitted.decrementAndGet();
            return false;
        }
        if (options.maxConnectionsPerIp < Integer.MAX_VALUE
                && sessionsPerIp.merge(request.remoteAddress(), 1, Integer::sum) > options.maxConnectionsPerIp) {
            leave(request);
            return false;
        }
        return true;
    }

    /** Counts out a session that has ended, or a handshake that failed. */
    void leave(HttpRequest request) {
        admitted.decrementAndGet();
        if (options.maxConnectionsPerIp < Integer.MAX_VALUE) {
            sessionsPerIp.computeIfPresent(request.remoteAddress(), (ip, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whether the id may be a session's: it goes into headers and JSON, and must be new. */
    boolean isUsable(String id) {
        return VALID_ID.matcher(id).matches() && !sessions.containsKey(id);
    }

    /** Enters a new session; false if another took the id meanwhile. */
    boolean add(EngineSocket session) {
        return sessions.putIfAbsent(session.id(), session) == null;
    }

    /** The session has sent its handshake: the listener is told. */
    void connected(EngineSocket session) {
        if (onLanes) {
            notify(() -> session.begin(listener.onConnection(session), EngineSocket.ON_LANE));
        } else {
            MailboxListener mailbox = new MailboxListener(session, options, listener);
            session.begin(mailbox, mailbox);
            mailbox.connected();
        }
        if (closing) {
            session.close(true);
        }
    }

    void remove(EngineSocket session) {
        if (sessions.remove(session.id(), session)) {
            leave(session.request());
        }
        completeIfEmpty();
    }

    HeartbeatTimes heartbeatTimes(Revision revision) {
        return Objects.requireNonNull(heartbeatTimes.get(revision));
    }

    WebSocketSettings webSocketSettings() {
        return webSocketSettings;
    }

    /** What a client is told when it opens a session. */
    String handshakeOf(EngineSocket session, boolean polling) {
        boolean upgradable = polling && options.allowUpgrades && options.transports.contains(WebSocketTransport.NAME);
        return "{\"sid\":" + JsonText.quote(session.id())
                + ",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + options.pingInterval.toMillis()
                + ",\"pingTimeout\":" + options.pingTimeout.toMillis()
                + ",\"maxPayload\":" + options.maxHttpBufferSize + "}";
    }

    /** The headers of a session's first answer. */
    void initialHeaders(HttpHeaders headers, HttpRequest request, @Nullable String polling) {
        if (options.cookie != null && polling != null) {
            headers.add("Set-Cookie", options.cookie.header(polling));
        }
        notify(() -> listener.onInitialHeaders(headers, request));
    }

    private Gate.@Nullable Known known(String sid) {
        EngineSocket session = sessions.get(sid);
        return session == null
                ? null
                : new Gate.Known(
                        session.revision(),
                        session.transportName(),
                        session.request().principal());
    }

    /** A listener that throws harms nobody but itself. */
    private static void notify(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an engine listener failed", e);
        }
    }

    /**
     * Refuses new sessions with 503 from now on; those that are open go on.
     *
     * @param retryAfter what the refused are told to wait, in whole seconds, at least one
     */
    public void refuseNew(Duration retryAfter) {
        retryAfterSeconds = Math.max(1, retryAfter.toSeconds());
        refusing = true;
    }

    /** Answers a handshake that was not let in. */
    void turnAway(Arrival arrival) {
        notify(() -> listener.onUnavailable(arrival.request()));
        HttpResponse refusal = HttpResponse.empty(503);
        if (retryAfterSeconds > 0) {
            refusal.headers().add("Retry-After", Long.toString(retryAfterSeconds));
        }
        arrival.respond(refusal);
    }

    /**
     * Refuses new sessions with 503 and ends all others, forgetting what they have queued; each client is told.
     *
     * @return completed when the last session has ended
     */
    @Override
    public CompletionStage<Void> close() {
        refusing = true;
        closing = true;
        sessions.values().forEach(session -> session.close(true));
        completeIfEmpty();
        return closed;
    }

    private void completeIfEmpty() {
        if (closing && sessions.isEmpty()) {
            closed.complete(null);
        }
    }
}
