package hocket.server;

import hocket.core.Args;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client showed when it came: the request that opened its connection, and the auth it sent to the namespace.
 * Immutable, safe for use by several threads.
 */
public final class Handshake {
    private final HttpRequest request;
    private final @Nullable Map<String, String> ownQuery;
    private final Args auth;
    private final long epochNanos = sinceEpoch(Instant.now());

    /**
     * What a client showed now.
     *
     * @param ownQuery its parameters; null if they are those of the request
     */
    Handshake(HttpRequest request, @Nullable Map<String, String> ownQuery, Args auth) {
        this.request = request;
        this.ownQuery = ownQuery;
        this.auth = auth;
    }

    private static long sinceEpoch(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /** The header fields of the first request. */
    public HttpHeaders headers() {
        return request.headers();
    }

    /** When the socket was made. */
    public Instant time() {
        return Instant.ofEpochSecond(0, epochNanos);
    }

    /** The client's IP address. */
    public String address() {
        return request.remoteAddress();
    }

    /** Whether the request came from a page of some origin. */
    public boolean xdomain() {
        return request.header("Origin") != null;
    }

    /** Whom the host found the client to be; null if it does not know. See {@link Socket#principal()}. */
    public @Nullable Principal principal() {
        return request.principal();
    }

    /** Whether the client came over TLS. */
    public boolean secure() {
        return request.isSecure();
    }

    /** Path and query of the first request. */
    public String url() {
        return request.url();
    }

    /** The parameters of the first request; for clients of version 2 also those of the namespace. */
    public Map<String, String> query() {
        return ownQuery == null ? request.query() : ownQuery;
    }

    /** What the client sent as {@code auth}: one object as argument 0, or no argument. */
    public Args auth() {
        return auth;
    }

    /**
     * What the client sent as {@code auth}, read as that type.
     *
     * @throws hocket.core.ArgsException if it sent none, or it does not fit
     */
    public <T> T auth(Class<T> type) {
        return auth.get(0, type);
    }

    /** A field of what the client sent as {@code auth}; empty if there is none or it is no string. */
    public Optional<String> authField(String name) {
        return authTree(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    /** Whether a field of the auth is what a client may send: a string, or nothing. */
    boolean isStringOrNone(String name) {
        Object value = authTree(name);
        return value == null || value instanceof String;
    }

    private @Nullable Object authTree(String name) {
        return auth.size() > 0 && auth.tree(0) instanceof Map<?, ?> fields ? fields.get(name) : null;
    }

    /** All of it as a generic tree with the names of the reference. */
    Map<String, @Nullable Object> tree() {
        Map<String, Object> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("headers", headers);
        tree.put("time", time().toString());
        tree.put("address", address());
        tree.put("xdomain", xdomain());
        tree.put("secure", secure());
        tree.put("issued", time().toEpochMilli());
        tree.put("url", url());
        tree.put("query", query());
        tree.put("auth", auth.size() > 0 ? auth.tree(0) : Map.of());
        return tree;
    }
}
