package hocket.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes to say which server and which namespace: {@code https://host:port/namespace?query}, as the
 * reference reads it. Without a scheme it is {@code https}; {@code ws} and {@code wss} mean {@code http} and {@code
 * https}; the path is the namespace, and the query goes with every request. Immutable.
 */
final class ServerAddress {
    private final String origin;
    private final String namespace;
    private final Map<String, String> query;

    private ServerAddress(String origin, String namespace, Map<String, String> query) {
        this.origin = origin;
        this.namespace = namespace;
        this.query = query;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong
     */
    static ServerAddress parse(String text) {
        String full = text.contains("://") ? text : text.startsWith("//") ? "https:" + text : "https://" + text;
        URI uri;
        try {
            uri = new URI(full);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not the address of a server: " + text + ": " + e.getReason(), e);
        }
        String scheme = schemeOf(uri, text);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("the address of a server has a host: " + text);
        }
        String path = uri.getPath();
        return new ServerAddress(
                scheme + "://" + uri.getHost() + portOf(uri, scheme),
                path == null || path.isEmpty() ? "/" : path,
                queryOf(uri.getRawQuery()));
    }

    private static String schemeOf(URI uri, String text) {
        return switch (String.valueOf(uri.getScheme()).toLowerCase(java.util.Locale.ROOT)) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default ->
                throw new IllegalArgumentException(
                        "the scheme of a server is http, https, ws or wss, not " + uri.getScheme() + ": " + text);
        };
    }

    private static String portOf(URI uri, String scheme) {
        int usual = scheme.equals("http") ? 80 : 443;
        return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    }

    private static Map<String, String> queryOf(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(UriText.decode(name), equals < 0 ? "" : UriText.decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Scheme, host, and port if it is not the usual one: what one connection can be shared for. */
    String origin() {
        return origin;
    }

    /** The path; {@code /} if there is none. */
    String namespace() {
        return namespace;
    }

    /** The query's parameters, in order. */
    Map<String, String> query() {
        return query;
    }

    @Override
    public String toString() {
        return origin + namespace;
    }
}
