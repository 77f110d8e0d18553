package hocket.engine.spi;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** For hosts: what all of them look for in the headers of a request for a WebSocket (RFC 6455 §4.2). Stateless. */
public final class WebSocketHandshake {
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** The rule that the headers break; null if there is none. */
    public static @Nullable String violation(HttpRequest request) {
        if (!VERSION.equals(request.header("Sec-WebSocket-Version"))) {
            return "Missing or invalid Sec-WebSocket-Version header";
        }
        try {
            String key = String.valueOf(request.header("Sec-WebSocket-Key")).trim();
            return Base64.getDecoder().decode(key).length == KEY_BYTES ? null : "Invalid Sec-WebSocket-Key header";
        } catch (IllegalArgumentException e) {
            return "Missing or invalid Sec-WebSocket-Key header";
        }
    }

    /** The answer to a request that breaks a rule, with those headers and the version that is spoken here. */
    public static HttpResponse refusal(String violation, HttpHeaders responseHeaders) {
        HttpResponse response = HttpResponse.of(400, "text/plain; charset=UTF-8", violation);
        response.headers().addAll(responseHeaders).add("Sec-WebSocket-Version", VERSION);
        return response;
    }

    /** The first protocol that the client offers, which the reference takes; null if it offers none. */
    public static @Nullable String protocol(HttpRequest request) {
        String offered = request.header("Sec-WebSocket-Protocol");
        return offered == null ? null : offered.split(",", 2)[0].trim();
    }
}
