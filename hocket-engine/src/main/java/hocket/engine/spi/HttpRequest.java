package hocket.engine.spi;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP request. Immutable, safe for use by several threads. */
public final class HttpRequest {
    private final String method;
    private final boolean secure;
    private final @Nullable Principal principal;
    private volatile Head head; // any thread: packed or not, it says the same
    private @Nullable Map<String, String> query; // any thread: null until it is asked for; made twice it is the same

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
        this(method, url, headers, remoteAddress, secure, null);
    }

    /**
     * A request as it came, from somebody the host knows.
     *
     * @param method such as GET
     * @param url path and query, in origin form
     * @param headers not changed afterwards
     * @param remoteAddress the client's IP address, as text
     * @param secure whether it came over TLS
     * @param principal whom the host found it to come from; null if it does not know
     */
    public HttpRequest(
            String method,
            String url,
            HttpHeaders headers,
            String remoteAddress,
            boolean secure,
            @Nullable Principal principal) {
        this.method = method;
        this.head = new Head.Plain(url, headers, remoteAddress);
        this.secure = secure;
        this.principal = principal;
    }

    /** The method, such as GET. */
    public String method() {
        return method;
    }

    /** Path and query as they came. */
    public String url() {
        return head.url();
    }

    /** The path as it came, without the query. */
    public String path() {
        String url = url();
        int mark = url.indexOf('?');
        return mark < 0 ? url : url.substring(0, mark);
    }

    /** The parameters of the query, decoded, in order; of several with one name the first. */
    public Map<String, String> query() {
        Map<String, String> present = query;
        if (present == null) {
            present = Query.all(url());
            query = present;
        }
        return present;
    }

    /** The value of a parameter of the query; null if there is none. */
    public @Nullable String query(String name) {
        return Query.first(url(), name);
    }

    /** The header fields. */
    public HttpHeaders headers() {
        return head.headers();
    }

    /** The first value of that header field; null if there is none. */
    public @Nullable String header(String name) {
        return headers().get(name);
    }

    /** The client's IP address; a proxy's unless the host is told to trust it. */
    public String remoteAddress() {
        return head.remoteAddress();
    }

    /** Whether the client came over TLS. */
    public boolean isSecure() {
        return secure;
    }

    /**
     * Whom the host found the request to come from, as the security of a servlet container or of Spring does; null if it
     * does not know.
     */
    public @Nullable Principal principal() {
        return principal;
    }

    /** Whether the request asks for a WebSocket (RFC 6455 §4.2.1). */
    public boolean isWebSocketUpgrade() {
        return "GET".equals(method)
                && headers().listContains("Upgrade", "websocket")
                && headers().listContains("Connection", "upgrade");
    }

    /**
     * Has the request take less room from now on, and more time to be read: for whoever keeps it for long. What it says
     * stays the same, but {@link #headers()} are made anew each time they are asked for. Any thread.
     */
    public void compact() {
        head = PackedHead.of(head);
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
