package hocket.server;

import hocket.core.Args;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.time.Instant;
import java.util.Map;

/**
 * What a client showed when it came: the request that opened its connection, and the auth it sent to the namespace.
 * Immutable, safe for use by several threads.
 */
public final class Handshake {
    private final HttpRequest request;
    private final Map<String, String> query;
    private final Args auth;
    private final Instant time = Instant.now();

    Handshake(HttpRequest request, Map<String, String> query, Args auth) {
        this.request = request;
        this.query = query;
        this.auth = auth;
    }

    /** The header fields of the first request. */
    public HttpHeaders headers() {
        return request.headers();
    }

    /** When the socket was made. */
    public Instant time() {
        return time;
    }

    /** The client's IP address. */
    public String address() {
        return request.remoteAddress();
    }

    /** Whether the request came from a page of some origin. */
    public boolean xdomain() {
        return request.header("Origin") != null;
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
        return query;
    }

    /** What the client sent as {@code auth}: one object as argument 0, or no argument. */
    public Args auth() {
        return auth;
    }
}
