package hocket.netty;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.WebSocketSettings;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** permessage-deflate as negotiated for one connection (RFC 7692 §7); the work is Netty's. */
final class Deflate {
    private static final String NAME = "permessage-deflate";
    private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    private static final int WINDOW_BITS = 15;

    private final WebSocketServerExtension extension;
    private final int maxMessageBytes;

    private Deflate(WebSocketServerExtension extension, int maxMessageBytes) {
        this.extension = extension;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** The first of the client's offers that can be met; null if there is none. */
    static @Nullable Deflate negotiate(WebSocketSettings settings, HttpHeaders request) {
        PerMessageDeflate wanted = settings.deflate();
        String offers = String.join(",", request.all("Sec-WebSocket-Extensions"));
        if (wanted == null || offers.isEmpty()) {
            return null;
        }
        PerMessageDeflateServerExtensionHandshaker handshaker = new PerMessageDeflateServerExtensionHandshaker(
                wanted.level(),
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(), // the JDK's has one size of window only
                WINDOW_BITS,
                true,
                wanted.clientNoContextTakeover(),
                settings.maxMessageBytes());
        for (WebSocketExtensionData offer : parse(offers)) {
            WebSocketServerExtension extension = accept(handshaker, withOurs(offer, wanted));
            if (extension != null) {
                return new Deflate(extension, settings.maxMessageBytes());
            }
        }
        return null;
    }

    /** The offers; none if the header is malformed in a way that Netty's parser does not expect. */
    private static List<WebSocketExtensionData> parse(String offers) {
        try {
            return WebSocketExtensionUtil.extractExtensions(offers);
        } catch (IndexOutOfBoundsException e) {
            return List.of();
        }
    }

    private static @Nullable WebSocketServerExtension accept(
            PerMessageDeflateServerExtensionHandshaker handshaker, WebSocketExtensionData offer) {
        try {
            return handshaker.handshakeExtension(offer);
        } catch (NumberFormatException e) {
            return null; // the size of a window is no number
        }
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

    Inflate inflate() {
        boolean noContextTakeover = extension.newReponseData().parameters().containsKey(CLIENT_NO_CONTEXT_TAKEOVER);
        return new Inflate(maxMessageBytes, noContextTakeover);
    }

    WebSocketExtensionEncoder encoder() {
        return extension.newExtensionEncoder();
    }
}
