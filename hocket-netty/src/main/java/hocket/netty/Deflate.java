package hocket.netty;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.WebSocketSettings;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** permessage-deflate as negotiated for one connection (RFC 7692 §7); the work is Netty's. */
final class Deflate {
    private static final String NAME = "permessage-deflate";
    private static final int WINDOW_BITS = 15;

    private final WebSocketServerExtension extension;

    private Deflate(WebSocketServerExtension extension) {
        this.extension = extension;
    }

    /** The first of the client's offers that can be met; null if there is none. */
    static @Nullable Deflate negotiate(WebSocketSettings settings, HttpHeaders request) {
        PerMessageDeflate wanted = settings.deflate();
        String offers = String.join(",", request.all("Sec-WebSocket-Extensions"));
        if (wanted == null || offers.isEmpty()) {
            return null;
        }
        PerMessageDeflateServerExtensionHandshaker handshaker = new PerMessageDeflateServerExtensionHandshaker(
                wanted.level(), true, WINDOW_BITS, true, wanted.clientNoContextTakeover(), settings.maxMessageBytes());
        for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(offers)) {
            WebSocketServerExtension extension = handshaker.handshakeExtension(withOurs(offer, wanted));
            if (extension != null) {
                return new Deflate(extension);
            }
        }
        return null;
    }

    /** Netty forgets the server's window only where the client asks for it; the server may choose so (§7.1.1.1). */
    private static WebSocketExtensionData withOurs(WebSocketExtensionData offer, PerMessageDeflate wanted) {
        if (!wanted.serverNoContextTakeover() || !NAME.equals(offer.name())) {
            return offer;
        }
        Map<String, String> parameters = new HashMap<>(offer.parameters());
        parameters.put("server_no_context_takeover", null);
        return new WebSocketExtensionData(offer.name(), parameters);
    }

    /** The value of {@code Sec-WebSocket-Extensions} in the answer. */
    String header() {
        WebSocketExtensionData agreed = extension.newReponseData();
        StringBuilder header = new StringBuilder(agreed.name());
        agreed.parameters().forEach((name, value) -> {
            header.append("; ").append(name);
            if (value != null) {
                header.append('=').append(value);
            }
        });
        return header.toString();
    }

    WebSocketExtensionDecoder decoder() {
        return extension.newExtensionDecoder();
    }

    WebSocketExtensionEncoder encoder() {
        return extension.newExtensionEncoder();
    }
}
