package hocket.engine.spi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP request. Immutable, safe for use by several threads. */
public final class HttpRequest {
    private final String method;
    private final String url;
    private final String path;
    private final Map<String, String> query;
    private final HttpHeaders headers;
    private final String remoteAddress;
    private final boolean secure;

    /**
     * A request as it came.
     *
     * @param method such as GET
     * @param url path and query, in origin form
     * @param headers not changed afterwards
     * @param remoteAddress the client's IP address, as text
     * @param secure whether it came over TLS
     */
    public HttpRequest(String method, String url, HttpHeaders headers, String remoteAddress, boolean secure) {
        this.method = method;
        this.url = url;
        int mark = url.indexOf('?');
        this.path = mark < 0 ? url : url.substring(0, mark);
        this.query = mark < 0 ? Map.of() : parseQuery(url.substring(mark + 1));
        this.headers = headers;
        this.remoteAddress = remoteAddress;
        this.secure = secure;
    }

    /** The method, such as GET. */
    public String method() {
        return method;
    }

    /** Path and query as they came. */
    public String url() {
        return url;
    }

    /** The path as it came, without the query. */
    public String path() {
        return path;
    }

    /** The parameters of the query, decoded, in order; of several with one name the first. */
    public Map<String, String> query() {
        return query;
    }

    /** The value of a parameter of the query; null if there is none. */
    public @Nullable String query(String name) {
        return query.get(name);
    }

    /** The header fields. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The first value of that header field; null if there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The client's IP address; a proxy's unless the host is told to trust it. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** Whether the client came over TLS. */
    public boolean isSecure() {
        return secure;
    }

    /** Whether the request asks for a WebSocket (RFC 6455 §4.2.1). */
    public boolean isWebSocketUpgrade() {
        return "GET".equals(method)
                && headers.listContains("Connection", "upgrade")
                && headers.listContains("Upgrade", "websocket");
    }

    private static Map<String, String> parseQuery(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** Percent-decoded; as it stands where that is malformed. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
