package hocket.client.spi;

import hocket.core.ByteSlice;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GET, a POST, or the handshake of a WebSocket. Immutable. */
public final class ClientRequest {
    private final URI uri;
    private final Map<String, String> headers;
    private final @Nullable ByteSlice body;
    private final List<String> subprotocols;
    private final int maxBytes;
    private final Duration timeout;

    private ClientRequest(
            URI uri,
            Map<String, String> headers,
            @Nullable ByteSlice body,
            List<String> subprotocols,
            int maxBytes,
            Duration timeout) {
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.subprotocols = subprotocols;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /**
     * A request without a body.
     *
     * @param uri its scheme is {@code http}, {@code https}, {@code ws} or {@code wss}
     * @param maxBytes of the answer's body, or of each message of a WebSocket, at most; more is a failure
     */
    public static ClientRequest get(URI uri, Map<String, String> headers, int maxBytes) {
        Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        return new ClientRequest(uri, copy, null, List.of(), maxBytes, Duration.ZERO);
    }

    /** As a POST with that body. */
    public ClientRequest post(ByteSlice newBody) {
        return new ClientRequest(uri, headers, newBody, subprotocols, maxBytes, timeout);
    }

    /** With these subprotocols, for a WebSocket. */
    public ClientRequest subprotocols(List<String> offered) {
        return new ClientRequest(uri, headers, body, List.copyOf(offered), maxBytes, timeout);
    }

    /** Failing if the answer is not there after that time; zero for no limit, the default. */
    public ClientRequest timeout(Duration limit) {
        return new ClientRequest(uri, headers, body, subprotocols, maxBytes, limit);
    }

    /** Where it goes. */
    public URI uri() {
        return uri;
    }

    /** Its header fields, besides those of the library. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Null for a GET. */
    public @Nullable ByteSlice body() {
        return body;
    }

    /** The subprotocols that are offered. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** The bytes of the answer's body, or of one message of a WebSocket, at most. */
    public int maxBytes() {
        return maxBytes;
    }

    /** The time for the answer; zero for no limit. */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public String toString() {
        return (body == null ? "GET " : "POST ") + uri;
    }
}
