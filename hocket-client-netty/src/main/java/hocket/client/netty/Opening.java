package hocket.client.netty;

import hocket.client.spi.ClientRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The handshake of one WebSocket (RFC 6455 §4.1); when it is done, the WebSocket takes its place in the pipeline. */
final class Opening extends ChannelInboundHandlerAdapter {
    private static final String HANDSHAKE_FIELDS = "Sec-WebSocket-";

    private final NettyWebSocket webSocket;
    private final boolean offersDeflate;
    private final WebSocketClientHandshaker handshaker;
    private @Nullable HttpResponse switching; // lane: the answer, if it agrees

    Opening(NettyWebSocket webSocket, WebSocketClientHandshaker handshaker, boolean offersDeflate) {
        this.webSocket = webSocket;
        this.handshaker = handshaker;
        this.offersDeflate = offersDeflate;
    }

    /**
     * The handshake for that request.
     *
     * @throws IllegalArgumentException if its URI or one of its header fields is malformed
     */
    static WebSocketClientHandshaker handshaker(ClientRequest request, boolean offersDeflate) {
        return WebSocketClientHandshakerFactory.newHandshaker(
                webSocketUri(request.uri()),
                WebSocketVersion.V13,
                request.subprotocols().isEmpty() ? null : String.join(",", request.subprotocols()),
                offersDeflate,
                headers(request, offersDeflate),
                maxFrameBytes(request.maxBytes(), offersDeflate),
                true,
                false,
                -1,
                false,
                false);
    }

    private static URI webSocketUri(URI uri) {
        String text = uri.toString();
        return text.regionMatches(true, 0, "http", 0, 4) ? URI.create("ws" + text.substring(4)) : uri;
    }

    private static HttpHeaders headers(ClientRequest request, boolean offersDeflate) {
        HttpHeaders headers = new DefaultHttpHeaders();
        request.headers().forEach((name, value) -> {
            if (name.regionMatches(true, 0, HANDSHAKE_FIELDS, 0, HANDSHAKE_FIELDS.length())) {
                throw new IllegalArgumentException(name + " is the handshake's own");
            }
            headers.set(name, value);
        });
        if (offersDeflate) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Deflate.OFFER);
        }
        return headers;
    }

    /** A compressed frame may be larger than the message: what is random grows a little. */
    private static int maxFrameBytes(int maxBytes, boolean offersDeflate) {
        return offersDeflate ? (int) Math.min(Integer.MAX_VALUE, maxBytes + maxBytes / 8L + 64) : maxBytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        handshaker.handshake(ctx.channel()).addListener(written -> {
            if (!written.isSuccess()) {
                webSocket.fail(0, written.cause());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                onResponse(response);
            }
            if (message instanceof LastHttpContent && switching != null) {
                onSwitched(ctx, switching); // not before: the decoder would still tell of this end of a response
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onResponse(HttpResponse response) {
        HttpResponseStatus status = response.status();
        if (response.decoderResult().isFailure()) {
            webSocket.fail(0, response.decoderResult().cause());
        } else if (status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            switching = response;
        } else if (status.codeClass() != HttpStatusClass.INFORMATIONAL) {
            webSocket.fail(status.code(), new IOException("the WebSocket was answered with " + status));
        }
    }

    private void onSwitched(ChannelHandlerContext ctx, HttpResponse response) {
        try {
            Deflate deflate = Deflate.of(response.headers(), offersDeflate);
            handshaker.finishHandshake(
                    ctx.channel(),
                    new DefaultFullHttpResponse(
                            response.protocolVersion(),
                            response.status(),
                            Unpooled.EMPTY_BUFFER,
                            response.headers(),
                            EmptyHttpHeaders.INSTANCE));
            become(ctx.pipeline(), deflate);
        } catch (IOException | WebSocketHandshakeException e) {
            webSocket.fail(0, e);
        }
    }

    private void become(ChannelPipeline pipeline, @Nullable Deflate deflate) {
        if (deflate != null) {
            pipeline.addBefore(pipeline.context(this).name(), null, deflate.encoder());
        }
        pipeline.replace(this, null, webSocket);
        webSocket.open(deflate == null ? null : deflate.inflate());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        webSocket.fail(0, new EOFException("the connection ended before the WebSocket was open"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        webSocket.fail(0, cause);
    }
}
