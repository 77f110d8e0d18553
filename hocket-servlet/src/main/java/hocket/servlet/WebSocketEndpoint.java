package hocket.servlet;

import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketHandshake;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a container calls for one WebSocket: each has its own. Safe for use by several threads, as far as containers do. */
final class WebSocketEndpoint extends Endpoint {
    private final ServletOffer.Accepted accepted;
    private final Executor blocking;
    private volatile @Nullable ServletWebSocket webSocket; // written by the container before all else

    private WebSocketEndpoint(ServletOffer.Accepted accepted, Executor blocking) {
        this.accepted = accepted;
        this.blocking = blocking;
    }

    /** How a container, which has these extensions, is to complete the handshake of that WebSocket. */
    static ServerEndpointConfig config(
            ServletOffer offer, ServletOffer.Accepted accepted, Set<Extension> installed, Executor blocking) {
        String protocol = WebSocketHandshake.protocol(offer.request());
        return ServerEndpointConfig.Builder.create(Endpoint.class, "/") // a public class, of which none is made
                .subprotocols(protocol == null ? List.of() : List.of(protocol))
                .extensions(List.copyOf(installed)) // Undertow takes them from nowhere else
                .configurator(new Configurator(accepted, new WebSocketEndpoint(accepted, blocking)))
                .build();
    }

    private static final class Configurator extends ServerEndpointConfig.Configurator {
        private final ServletOffer.Accepted accepted;
        private final WebSocketEndpoint endpoint;

        Configurator(ServletOffer.Accepted accepted, WebSocketEndpoint endpoint) {
            this.accepted = accepted;
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true; // the engine has
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return supported.isEmpty() ? "" : supported.get(0);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return accepted.settings().deflate() == null
                    ? List.of()
                    : super.getNegotiatedExtensions(installed, requested);
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            accepted.headers()
                    .forEach((name, value) ->
                            response.getHeaders().put(name, accepted.headers().all(name)));
        }
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Container container = Container.of(session);
        container.prepare(session, accepted.settings());
        ServletWebSocket opened = new ServletWebSocket(
                session, container, accepted.settings(), (ServletLane) accepted.lane(), accepted.listener(), blocking);
        webSocket = opened;
        opened.onOpen();
        if (container.givesPieces()) {
            session.addMessageHandler(String.class, new TextPieces(opened));
            session.addMessageHandler(ByteBuffer.class, new BinaryPieces(opened));
        } else {
            session.addMessageHandler(String.class, new WholeText(opened));
            session.addMessageHandler(ByteBuffer.class, new WholeBinary(opened));
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (webSocket != null) {
            webSocket.onClose(reason.getCloseCode() == CloseCodes.TOO_BIG);
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        if (webSocket != null) {
            webSocket.onError(cause);
        }
    }

    /** A copy: containers use their buffers again. */
    private static ByteSlice bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return ByteSlice.of(bytes);
    }

    // Not lambdas: containers look for the type of a handler's message in its class.

    private record TextPieces(ServletWebSocket webSocket) implements MessageHandler.Partial<String> {
        @Override
        public void onMessage(String piece, boolean last) {
            webSocket.onMessage(false, ByteSlice.utf8(piece), last);
        }
    }

    private record BinaryPieces(ServletWebSocket webSocket) implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer piece, boolean last) {
            webSocket.onMessage(true, bytes(piece), last);
        }
    }

    private record WholeText(ServletWebSocket webSocket) implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String message) {
            webSocket.onMessage(false, ByteSlice.utf8(message), true);
        }
    }

    private record WholeBinary(ServletWebSocket webSocket) implements MessageHandler.Whole<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer message) {
            webSocket.onMessage(true, bytes(message), true);
        }
    }
}
