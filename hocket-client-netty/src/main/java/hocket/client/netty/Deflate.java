package hocket.client.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate as agreed on for one connection (RFC 7692 §7). Netty deflates; what comes is inflated by
 * {@link Inflate}, as Netty's decoder bounds each of its buffers and not their sum.
 */
final class Deflate {
    /** What is offered. */
    static final String OFFER = "permessage-deflate";

    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;

    private final WebSocketExtensionData agreed;
    private final WebSocketClientExtension extension;

    private Deflate(WebSocketExtensionData agreed, WebSocketClientExtension extension) {
        this.agreed = agreed;
        this.extension = extension;
    }

    /**
     * What the answer to the handshake agrees to; null if that is nothing.
     *
     * @throws IOException if it names what was not offered (RFC 6455 §4.1)
     */
    static @Nullable Deflate of(HttpHeaders answer, boolean offered) throws IOException {
        String value = String.join(",", answer.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        if (value.isBlank()) {
            return null;
        }
        Deflate deflate = offered ? accept(value) : null;
        if (deflate == null) {
            throw new IOException("the server wants extensions that were not offered: " + value);
        }
        return deflate;
    }

    private static @Nullable Deflate accept(String value) {
        try {
            List<WebSocketExtensionData> all = WebSocketExtensionUtil.extractExtensions(value);
            if (all.size() != 1) {
                return null;
            }
            WebSocketClientExtension extension = handshaker().handshakeExtension(all.get(0));
            return extension == null ? null : new Deflate(all.get(0), extension);
        } catch (IndexOutOfBoundsException | NumberFormatException e) { // malformed as Netty does not expect it
            return null;
        }
    }

    private static PerMessageDeflateClientExtensionHandshaker handshaker() {
        return new PerMessageDeflateClientExtensionHandshaker(LEVEL, false, WINDOW_BITS, false, false, 0);
    }

    Inflate inflate() {
        return new Inflate(agreed.parameters().containsKey("server_no_context_takeover"));
    }

    WebSocketExtensionEncoder encoder() {
        return extension.newExtensionEncoder();
    }
}
