package hocket.client;

import hocket.client.spi.ClientRequest;
import hocket.core.ByteSlice;
import hocket.core.Stages;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.util.List;

/** Requests as the JDK wants them. */
final class JdkRequests {
    private JdkRequests() {}

    /**
     * A GET or POST.
     *
     * @throws IllegalArgumentException if the JDK refuses a header field or the URI
     */
    static HttpRequest http(HttpClient client, ClientRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(withScheme(request.uri(), "http", "https"));
        request.headers().forEach((name, value) -> addHeader(builder, name, value));
        ByteSlice body = request.body();
        if (body == null && isAnsweredOnce(client)) {
            builder.method("GET", new JdkNoBody());
        } else if (body != null) {
            builder.POST(BodyPublishers.ofByteArray(body.array(), body.offset(), body.length()));
        }
        return builder.build();
    }

    /** Else a request may have to be sent again although it was answered. */
    private static boolean isAnsweredOnce(HttpClient client) {
        return client.followRedirects() == HttpClient.Redirect.NEVER
                && !client.authenticator().isPresent();
    }

    private static void addHeader(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.header(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the JDK's HttpClient refuses the header field " + name, e);
        }
    }

    /**
     * The handshake of a WebSocket.
     *
     * @throws IllegalArgumentException if the JDK refuses a header field
     */
    static WebSocket.Builder webSocket(HttpClient client, ClientRequest request) {
        HttpRequest.Builder check = HttpRequest.newBuilder();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        request.headers().forEach((name, value) -> {
            addHeader(check, name, value); // the other builder looks at them too late to tell which it was
            builder.header(name, value);
        });
        List<String> subprotocols = request.subprotocols();
        if (!subprotocols.isEmpty()) {
            String[] others = subprotocols.subList(1, subprotocols.size()).toArray(new String[0]);
            builder.subprotocols(subprotocols.get(0), others);
        }
        return builder;
    }

    /** Where a WebSocket goes. */
    static URI webSocketUri(ClientRequest request) {
        return withScheme(request.uri(), "ws", "wss");
    }

    private static URI withScheme(URI uri, String plain, String secure) {
        String scheme = uri.getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException("a URI without a scheme: " + uri);
        }
        boolean isSecure = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
        return URI.create((isSecure ? secure : plain) + uri.toString().substring(scheme.length()));
    }

    /** What a stage failed with; what {@link JdkNoBody} throws is wrapped once more. */
    static Throwable cause(Throwable error) {
        Throwable cause = Stages.cause(error);
        Throwable wrapped = cause.getCause();
        return cause instanceof UncheckedIOException && wrapped != null ? wrapped : cause;
    }
}
