package hocket.engine;

import hocket.core.Revision;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a request must pass, in the order of the reference. Pure: it looks at the request, the options and
 * what is known of the session.
 */
final class Gate {
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#]+");

    /** What a check needs to know of a session. */
    record Known(
            Revision revision,
            String transportName,
            @Nullable Principal principal) {}

    private final EngineOptions options;
    private final Function<String, @Nullable Known> sessions;

    Gate(EngineOptions options, Function<String, @Nullable Known> sessions) {
        this.options = options;
        this.sessions = sessions;
    }

    /** The session's id in the request; null if it wants to open one. */
    static @Nullable String sid(HttpRequest request) {
        String sid = request.query("sid");
        return sid == null || sid.isEmpty() ? null : sid;
    }

    /** Why the request is refused; null if it may go on. */
    @Nullable
    ConnectionError check(HttpRequest request, boolean webSocket) {
        String transport = request.query("transport");
        if (transport == null || !options.transports.contains(transport)) {
            return error(request, HandshakeError.UNKNOWN_TRANSPORT, Map.of("transport", String.valueOf(transport)));
        }
        String origin = origin(request);
        if (origin != null && !HttpHeaders.isValidValue(origin)) {
            return badRequest(request, "INVALID_ORIGIN", Map.of("origin", origin));
        }
        if (origin != null && !options.originCheck.allows(request, origin)) {
            String message = HandshakeError.FORBIDDEN.message();
            return error(request, HandshakeError.FORBIDDEN, Map.of("message", message, "origin", origin));
        }
        String sid = sid(request);
        return sid == null
                ? checkHandshake(request, transport, webSocket)
                : checkSession(request, sid, transport, webSocket);
    }

    /**
     * Where the page is from that the request comes from; null if it need not come from one. A browser tells no {@code Origin}
     * of a script (JSONP), but may tell the page; one that is not known is {@code null}, as elsewhere (RFC 6454 §7.3).
     */
    private static @Nullable String origin(HttpRequest request) {
        String origin = request.header("Origin");
        if (origin != null || request.query("j") == null) {
            return origin;
        }
        Matcher page = ORIGIN.matcher(Objects.requireNonNullElse(request.header("Referer"), ""));
        return page.lookingAt() ? page.group() : "null";
    }

    private @Nullable ConnectionError checkSession(
            HttpRequest request, String sid, String transport, boolean webSocket) {
        Known session = sessions.apply(sid);
        if (session == null) {
            return error(request, HandshakeError.UNKNOWN_SID, Map.of("sid", sid));
        }
        String current = session.transportName();
        if (webSocket ? !transport.equals(WebSocketTransport.NAME) : !transport.equals(current)) {
            return badRequest(
                    request, "TRANSPORT_MISMATCH", Map.of("transport", transport, "previousTransport", current));
        }
        Revision revision = Revision.ofQuery(request.query("EIO"));
        if (revision != session.revision()) {
            return badRequest(
                    request,
                    "PROTOCOL_MISMATCH",
                    Map.of(
                            "protocol",
                            revision.number(),
                            "previousProtocol",
                            session.revision().number()));
        }
        if (isSomebodyElse(request.principal(), session.principal())) {
            return badRequest(request, "PRINCIPAL_MISMATCH", Map.of());
        }
        return null;
    }

    /** A browser sends no Authorization with a WebSocket: who comes without a name is not yet somebody else. */
    private static boolean isSomebodyElse(@Nullable Principal now, @Nullable Principal then) {
        return now != null && then != null && !Objects.equals(now.getName(), then.getName());
    }

    private @Nullable ConnectionError checkHandshake(HttpRequest request, String transport, boolean webSocket) {
        if (!request.method().equals("GET")) {
            return error(request, HandshakeError.BAD_HANDSHAKE_METHOD, Map.of("method", request.method()));
        }
        if (webSocket != transport.equals(WebSocketTransport.NAME)) {
            String cause = webSocket ? "not a WebSocket transport" : "not a WebSocket request";
            return badRequest(request, "TRANSPORT_HANDSHAKE_ERROR", Map.of("error", cause));
        }
        return null;
    }

    /** The last check, after {@code allowRequest}: whether the revision is served. */
    @Nullable
    ConnectionError checkRevision(HttpRequest request) {
        Revision revision = Revision.ofQuery(request.query("EIO"));
        if (revision.isCurrent() || options.allowEIO3) {
            return null;
        }
        return error(request, HandshakeError.UNSUPPORTED_PROTOCOL_VERSION, Map.of("protocol", revision.number()));
    }

    static ConnectionError error(HttpRequest request, HandshakeError error, Map<String, Object> context) {
        return new ConnectionError(request, error, error.message(), context);
    }

    /** A bad request whose context has a name. */
    static ConnectionError badRequest(HttpRequest request, String name, Map<String, Object> details) {
        Map<String, Object> context = new HashMap<>(details);
        context.put("name", name);
        return error(request, HandshakeError.BAD_REQUEST, Map.copyOf(context));
    }
}
