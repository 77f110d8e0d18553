package hocket.client.netty;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens channels, each on the event loop of its manager's lane. */
final class Connector {
    private static final WriteBufferWaterMark WRITABLE = new WriteBufferWaterMark(32 * 1024, 64 * 1024 - 1);
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int CHUNK_BYTES = 8192;

    private final ExecutorService background;
    private final SSLContext sslContext;
    private final @Nullable Proxy proxy;
    private final boolean offersDeflate;
    private final Duration connectTimeout;
    private final Bootstrap prototype;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet(); // any thread

    Connector(
            IoSystem system,
            ExecutorService background,
            SSLContext sslContext,
            @Nullable Proxy proxy,
            boolean offersDeflate,
            Duration connectTimeout) {
        this.background = background;
        this.sslContext = sslContext;
        this.proxy = proxy;
        this.offersDeflate = offersDeflate;
        this.connectTimeout = connectTimeout;
        this.prototype = new Bootstrap()
                .channel(system.channel())
                .resolver(proxy == null ? new Resolver(background) : NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITABLE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis());
    }

    ClientWebSocket connect(NettyLane lane, ClientRequest request, WebSocketListener listener) {
        try {
            Target target = new Target(request.uri());
            return connect(lane, request, listener, target, Opening.handshaker(request, offersDeflate));
        } catch (IllegalArgumentException e) {
            return RefusedWebSocket.refuse(lane, listener, e);
        }
    }

    private ClientWebSocket connect(
            NettyLane lane,
            ClientRequest request,
            WebSocketListener listener,
            Target target,
            WebSocketClientHandshaker handshaker) {
        Initializer initializer =
                new Initializer(target, channel -> new NettyWebSocket(lane, channel, request, listener), handshaker);
        ChannelFuture connected =
                prototype.clone(lane.loop()).handler(initializer).connect(target.host, target.port);
        Channel channel = connected.channel();
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        NettyWebSocket webSocket = initializer.webSocket(channel);
        webSocket.limitOpening(request.timeout());
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                webSocket.failSoon(done.cause());
            }
        });
        return webSocket;
    }

    /** Cuts what is open. Any thread. */
    void close() {
        open.forEach(Channel::close);
    }

    private SslHandler tls(Target target) {
        SSLEngine engine = sslContext.createSSLEngine(target.host, target.port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine, background);
        handler.setHandshakeTimeoutMillis(connectTimeout.toMillis());
        return handler;
    }

    /** Fills the pipeline of one channel. */
    private final class Initializer extends ChannelInitializer<Channel> {
        private final Target target;
        private final Function<Channel, NettyWebSocket> newWebSocket;
        private final WebSocketClientHandshaker handshaker;
        private @Nullable NettyWebSocket webSocket; // lane

        Initializer(
                Target target, Function<Channel, NettyWebSocket> newWebSocket, WebSocketClientHandshaker handshaker) {
            this.target = target;
            this.newWebSocket = newWebSocket;
            this.handshaker = handshaker;
        }

        NettyWebSocket webSocket(Channel channel) {
            NettyWebSocket present = webSocket == null ? newWebSocket.apply(channel) : webSocket;
            webSocket = present;
            return present;
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            if (proxy != null) {
                pipeline.addLast(ProxyTunnel.through(proxy, connectTimeout));
            }
            if (target.isSecure) {
                pipeline.addLast(tls(target));
            }
            pipeline.addLast(new HttpClientCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, CHUNK_BYTES));
            pipeline.addLast(new Opening(webSocket(channel), handshaker, offersDeflate));
        }
    }

    /** Where a request goes. */
    private static final class Target {
        private final boolean isSecure;
        private final String host;
        private final int port;

        Target(URI uri) {
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            isSecure = scheme.equals("wss") || scheme.equals("https");
            String name = uri.getHost();
            if (name == null || !(isSecure || scheme.equals("ws") || scheme.equals("http"))) {
                throw new IllegalArgumentException("not the URI of a WebSocket: " + uri);
            }
            host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
            port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
        }
    }
}
