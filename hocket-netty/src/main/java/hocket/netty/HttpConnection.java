package hocket.netty;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Timeout;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one connection: one request after the other, each answered before the next begins. Reading goes on
 * while an answer is awaited, so that a client that leaves is noticed. Belongs to the connection's lane.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger("hocket.netty");

    /** So many parts of later requests may wait for the present one; beyond, its client's leaving goes unnoticed. */
    private static final int MAX_PIPELINED = 64;

    /** Ours have been checked. */
    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final HostHandler handler;
    private final HttpSettings settings;
    private final boolean tls;
    private final NettyLane lane;
    private final ArrayDeque<Object> pipelined = new ArrayDeque<>(0); // lane: parts of requests that came too early
    private final Runnable flushTask = this::flush;
    private @Nullable ChannelHandlerContext ctx; // lane: null before the handler is added
    private @Nullable Timeout headTimeout; // lane: as above
    private @Nullable WriteWatch writeWatch; // lane: as above
    private @Nullable NettyHttpExchange current; // lane: the request that is being read or answered
    private boolean offered; // lane: the connection becomes a WebSocket or ends
    private boolean handedOver; // lane: and is on its way to another lane
    private boolean closing; // lane: what is still read is thrown away
    private boolean finishing; // lane: the server closes, the answer under way is the last

    HttpConnection(HostHandler handler, HttpSettings settings, boolean tls, NettyLane lane) {
        this.handler = handler;
        this.settings = settings;
        this.tls = tls;
        this.lane = lane;
    }

    NettyLane lane() {
        return lane;
    }

    HttpSettings settings() {
        return settings;
    }

    ChannelHandlerContext context() {
        if (ctx == null) {
            throw new IllegalStateException("the connection has not begun");
        }
        return ctx;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        headTimeout = lane.newTimeout(context::close);
        headTimeout.start(settings.headerTimeout());
        writeWatch = new WriteWatch(context.channel(), lane, settings.writeTimeout(), () -> Linger.cut(context));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        releasePipelined();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        if (!handedOver) {
            stopTimers();
        }
        if (current != null) {
            current.abortedByClient();
        }
        releasePipelined();
        if (isOnItsLane()) {
            lane.endTurn();
        }
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean early = current != null && message instanceof io.netty.handler.codec.http.HttpRequest;
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (early || !pipelined.isEmpty()) {
            pipelined.add(message);
            if (pipelined.size() >= MAX_PIPELINED) {
                context.channel().config().setAutoRead(false);
            }
        } else {
            take((HttpObject) message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isOnItsLane()) {
            lane.endTurnSoon();
        }
    }

    /** On its way to another lane the connection runs there already, and has nothing to do with this one's turns. */
    private boolean isOnItsLane() {
        return !handedOver;
    }

    private void take(HttpObject message) {
        try {
            if (message.decoderResult().isFailure()) {
                refuse(message.decoderResult().cause());
            } else if (message instanceof io.netty.handler.codec.http.HttpRequest head) {
                onHead(head);
            } else if (current != null && message instanceof HttpContent content) {
                current.onContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onHead(io.netty.handler.codec.http.HttpRequest head) {
        if (offered) {
            context().flush();
            context().close(); // it was to become a WebSocket and does not wait for the answer
            return;
        }
        if (headTimeout != null) {
            headTimeout.cancel();
        }
        HttpRequest request = RequestHead.read(head, peer(), settings.trustedProxies(), tls);
        if (request == null) {
            closeWith(400);
        } else if (request.isWebSocketUpgrade()) {
            offered = true;
            handler.onWebSocket(new NettyWebSocketOffer(this, request));
        } else {
            current = new NettyHttpExchange(this, request, head);
            handler.onRequest(current);
        }
    }

    private InetAddress peer() {
        return context().channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress(); // the channel is closed already: nobody will see it
    }

    private void refuse(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            closeWith(414);
        } else if (cause instanceof TooLongHttpHeaderException) {
            closeWith(431);
        } else {
            closeWith(400);
        }
    }

    /** Answers a request that cannot be understood; where the next one would begin is unknown. */
    private void closeWith(int status) {
        closing = true;
        if (current != null) {
            current.abortedByClient();
            current = null;
        }
        context().write(toNetty(HttpResponse.empty(status), true, false, HttpVersion.HTTP_1_1));
        Linger.close(context(), lane, settings.writeTimeout());
    }

    /** Sends the answer of the current exchange; the connection goes on with the next request, or ends. */
    void answer(NettyHttpExchange exchange, HttpResponse response) {
        if (current != exchange || closing) {
            return;
        }
        boolean keepAlive = exchange.isKeepAlive() && exchange.isRestShort() && !finishing;
        ChannelFuture written = context().write(toNetty(response, exchange.wantsBody(), keepAlive, exchange.version()));
        lane.atTurnEnd(flushTask);
        if (keepAlive) {
            if (exchange.isBodyComplete()) {
                next();
            }
        } else {
            closing = true;
            if (exchange.isBodyComplete()) {
                written.addListener(ChannelFutureListener.CLOSE);
            } else {
                Linger.close(context(), lane, settings.writeTimeout());
            }
        }
    }

    /** The exchange is answered, and its body has been read or thrown away. */
    void next() {
        current = null;
        if (headTimeout != null) {
            headTimeout.start(settings.headerTimeout());
        }
        if (pipelined.isEmpty()) {
            context().channel().config().setAutoRead(true);
        } else {
            lane.execute(this::takePipelined);
        }
    }

    /** The next of the requests that came too early, as far as it has come. */
    private void takePipelined() {
        if (closing || current != null || pipelined.isEmpty()) {
            return;
        }
        try {
            do {
                take((HttpObject) pipelined.remove());
            } while (!pipelined.isEmpty() && !(pipelined.peek() instanceof io.netty.handler.codec.http.HttpRequest));
        } catch (RuntimeException | StackOverflowError e) {
            exceptionCaught(context(), e);
        }
        if (pipelined.isEmpty()) {
            context().channel().config().setAutoRead(true);
        }
    }

    /** The connection is going to be a WebSocket, perhaps on another lane. Called on this one. */
    void handOver() {
        handedOver = true;
        stopTimers();
    }

    /** Answers an offer of a WebSocket with an HTTP response; the connection ends. */
    void reject(HttpResponse response) {
        if (!closing) {
            closing = true;
            context()
                    .writeAndFlush(toNetty(response, true, false, HttpVersion.HTTP_1_1))
                    .addListener(ChannelFutureListener.CLOSE);
            watchWrite();
        }
    }

    private void flush() {
        context().flush();
        watchWrite();
    }

    private void watchWrite() {
        if (writeWatch != null) {
            writeWatch.afterFlush();
        }
    }

    void sendContinue() {
        context().writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }

    /** Without the body the answer is the same, its length too (RFC 9110 §9.3.2). */
    private static FullHttpResponse toNetty(
            HttpResponse response, boolean withBody, boolean keepAlive, HttpVersion version) {
        ByteSlice body = response.body();
        FullHttpResponse netty = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                withBody ? Unpooled.wrappedBuffer(body.array(), body.offset(), body.length()) : Unpooled.EMPTY_BUFFER,
                UNCHECKED.newHeaders(),
                EmptyHttpHeaders.INSTANCE);
        response.headers().forEach(netty.headers()::add);
        if (response.status() != 304) {
            netty.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        if (!keepAlive) {
            netty.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (version.equals(HttpVersion.HTTP_1_0)) {
            HttpUtil.setKeepAlive(netty.headers(), version, true);
        }
        return netty;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Connections.FINISH) {
            finishing = true;
            if (current == null) {
                context.flush();
                context.close();
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a reset, a failed TLS handshake: the peer's affair; all else is worth a look
        LOG.log(cause instanceof IOException ? Level.TRACE : Level.DEBUG, "a connection failed", cause);
        context.close();
    }

    private void stopTimers() {
        if (headTimeout != null) {
            headTimeout.cancel();
        }
        if (writeWatch != null) {
            writeWatch.stop();
        }
    }

    private void releasePipelined() {
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
    }
}
