package hocket.netty;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.WebSocketHandshake;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request for a WebSocket on an {@link HttpConnection} (RFC 6455 §4.2). */
final class NettyWebSocketOffer implements WebSocketOffer {
    /** RFC 6455 §1.3. */
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final HttpConnection connection;
    private final HttpRequest request;
    private final AtomicBoolean decided = new AtomicBoolean(); // any thread

    NettyWebSocketOffer(HttpConnection connection, HttpRequest request) {
        this.connection = connection;
        this.request = request;
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Lane lane() {
        return connection.lane();
    }

    @Override
    public void reject(HttpResponse response) {
        if (decided.compareAndSet(false, true)) {
            lane().run(() -> connection.reject(response));
        }
    }

    @Override
    public void accept(
            WebSocketSettings settings, HttpHeaders responseHeaders, Lane target, WebSocketListener listener) {
        if (!decided.compareAndSet(false, true)) {
            throw new IllegalStateException("this WebSocket was accepted or rejected before");
        }
        lane().run(() -> {
            String violation = WebSocketHandshake.violation(request);
            if (violation != null) {
                connection.reject(WebSocketHandshake.refusal(violation, responseHeaders));
                fail(target, listener, new IOException(violation));
            } else {
                connection.handOver();
                moveTo(
                        (NettyLane) target,
                        listener,
                        () -> open(settings, responseHeaders, (NettyLane) target, listener));
            }
        });
    }

    /** A session never hops: the connection moves to the event loop of its lane, once, before the WebSocket opens. */
    private void moveTo(NettyLane target, WebSocketListener listener, Runnable then) {
        Channel channel = connection.context().channel();
        if (target == connection.lane()) {
            then.run();
            return;
        }
        channel.deregister()
                .addListener(left -> target.loop().register(channel).addListener(registered -> {
                    if (registered.isSuccess()) {
                        target.execute(then);
                    } else {
                        channel.unsafe().closeForcibly();
                        fail(target, listener, registered.cause());
                    }
                }));
    }

    private static void fail(Lane target, WebSocketListener listener, Throwable cause) {
        target.execute(() -> listener.onClosed(cause));
    }

    private void open(
            WebSocketSettings settings, HttpHeaders responseHeaders, NettyLane target, WebSocketListener listener) {
        Channel channel = connection.context().channel();
        if (!channel.isActive()) {
            listener.onClosed(new IOException("the client left during the handshake"));
            return;
        }
        FullHttpResponse response = response(responseHeaders);
        Deflate deflate = Deflate.negotiate(settings, request.headers());
        if (deflate != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, deflate.header());
        }
        connection.context().write(response); // it leaves together with what is sent first
        ChannelPipeline pipeline = channel.pipeline();
        if (deflate != null) {
            pipeline.addLast(new WebSocket13FrameEncoder(false), deflate.encoder());
        }
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.remove(connection);
        pipeline.addLast(new WebSocketConnection(
                settings, target, target.scratch(), listener, deflate == null ? null : deflate.inflate()));
        pipeline.remove(StrictHttpDecoder.class); // last: it hands on what it has read beyond the request
    }

    private FullHttpResponse response(HttpHeaders extra) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        extra.forEach(response.headers()::add);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept());
        String protocol = WebSocketHandshake.protocol(request);
        if (protocol != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, protocol);
        }
        return response;
    }

    private String accept() {
        String key = String.valueOf(request.header("Sec-WebSocket-Key")).trim() + KEY_SUFFIX;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
