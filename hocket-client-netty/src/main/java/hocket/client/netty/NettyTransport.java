package hocket.client.netty;

import hocket.client.JdkTransport;
import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.client.spi.WebSocketListener;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets on Netty's event loops, for many managers in one process and for many small messages. Requests of
 * long-polling go to another transport: that of the builder, or {@link JdkTransport}.
 *
 * <p>Its threads are daemons: they keep no JVM alive. Host names are looked up and certificates checked on other threads
 * than those of the lanes. Safe for use by several threads.
 */
public final class NettyTransport implements ClientTransport {
    private final @Nullable ClientTransport givenHttp;
    private final Supplier<ClientTransport> newHttp;
    private @Nullable ClientTransport ownHttp; // guarded by this: null until it is needed
    private final EventLoopGroup loops;
    private final ExecutorService background;
    private final Connector connector;
    private final AtomicBoolean closed = new AtomicBoolean(); // any thread

    private NettyTransport(Builder builder) {
        IoSystem system = IoSystem.best();
        background = Executors.newCachedThreadPool(new DefaultThreadFactory("hocket-client-background", true));
        givenHttp = builder.http;
        newHttp = httpOf(builder.sslContext, builder.proxy, builder.connectTimeout, background);
        loops = new MultiThreadIoEventLoopGroup(
                builder.threads, new DefaultThreadFactory("hocket-client", true), system.handlers());
        connector = new Connector(
                system,
                background,
                builder.sslContext == null ? defaultSslContext() : builder.sslContext,
                builder.proxy,
                builder.perMessageDeflate,
                builder.connectTimeout);
    }

    private static Supplier<ClientTransport> httpOf(
            @Nullable SSLContext sslContext, @Nullable Proxy proxy, Duration connectTimeout, Executor threads) {
        if (sslContext == null && proxy == null) {
            return JdkTransport::create;
        }
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .connectTimeout(connectTimeout);
        if (sslContext != null) {
            client.sslContext(sslContext);
        }
        if (proxy != null) {
            client.proxy(ProxySelector.of((InetSocketAddress) proxy.address()));
        }
        return () -> JdkTransport.of(client.build());
    }

    private synchronized ClientTransport http() {
        if (givenHttp != null) {
            return givenHttp;
        }
        ClientTransport present = ownHttp == null ? newHttp.get() : ownHttp;
        ownHttp = present;
        return present;
    }

    private synchronized void closeOwnHttp() {
        if (ownHttp != null) {
            ownHttp.close();
        }
    }

    private static SSLContext defaultSslContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SSLContext by default: give one to the builder", e);
        }
    }

    /** A transport with the defaults of {@link Builder}. */
    public static NettyTransport create() {
        return builder().build();
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ClientLane newLane() {
        return new NettyLane(loops.next());
    }

    @Override
    public HttpCall send(ClientRequest request, HttpCallback callback) {
        if (closed.get()) {
            callback.onFailed(new IOException("the transport is closed"));
            return () -> {};
        }
        return http().send(request, callback);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the lane is not one of this kind of transport
     */
    @Override
    public ClientWebSocket connect(ClientLane lane, ClientRequest request, WebSocketListener listener) {
        if (!(lane instanceof NettyLane nettyLane)) {
            throw new IllegalArgumentException("not a lane of this transport: use newLane(), not " + lane);
        }
        if (closed.get()) {
            return RefusedWebSocket.refuseClosed(listener);
        }
        lane.assertInside();
        return connector.connect(nettyLane, request, listener);
    }

    /** {@inheritDoc} The transport for long-polling is closed too if it was not given. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closeOwnHttp();
        connector.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        background.shutdown();
    }

    /** Settings of a transport. */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

        private int threads = 1;
        private @Nullable SSLContext sslContext;
        private @Nullable Proxy proxy;
        private boolean perMessageDeflate;
        private Duration connectTimeout = CONNECT_TIMEOUT;
        private @Nullable ClientTransport http;

        private Builder() {}

        /** How many threads the managers share; 1 by default. */
        public Builder threads(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("at least 1 thread is needed, not " + number);
            }
            this.threads = number;
            return this;
        }

        /**
         * Keys and trusted certificates for {@code wss} and {@code https}; the JDK's by default. That a certificate is the
         * host's is checked in any case.
         */
        public Builder sslContext(SSLContext context) {
            this.sslContext = Objects.requireNonNull(context);
            return this;
        }

        /**
         * A proxy for WebSockets, with HTTP CONNECT or SOCKS5; none by default. Needs {@code netty-handler-proxy} on the
         * class path. Long-polling uses it too unless {@link #http} is given, which is needed for SOCKS.
         */
        public Builder proxy(Proxy through) {
            this.proxy = through.type() == Proxy.Type.DIRECT ? null : through;
            return this;
        }

        /**
         * Whether compression is offered to servers (RFC 7692); no by default. The limit of a message counts what it is
         * before it is compressed. Costs up to 300 KiB for each WebSocket where a server agrees to it.
         */
        public Builder perMessageDeflate(boolean offered) {
            this.perMessageDeflate = offered;
            return this;
        }

        /** The time for a TCP connection, and again for TLS and for a proxy's answer; 10 s by default. */
        public Builder connectTimeout(Duration limit) {
            if (limit.isNegative() || limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("must be from 1 ms to 24 days, not " + limit);
            }
            this.connectTimeout = limit;
            return this;
        }

        /**
         * The transport for the requests of long-polling, which stays the caller's to close; by default a
         * {@link JdkTransport} with the same {@link #sslContext} and {@link #proxy}.
         */
        public Builder http(ClientTransport transport) {
            this.http = Objects.requireNonNull(transport);
            return this;
        }

        /**
         * The transport; whoever calls this closes it.
         *
         * @throws IllegalArgumentException if the proxy is one of SOCKS and {@link #http} was not given
         */
        public NettyTransport build() {
            if (http == null && proxy != null && proxy.type() != Proxy.Type.HTTP) {
                throw new IllegalArgumentException("the JDK's HttpClient has no SOCKS: give a transport to http()");
            }
            return new NettyTransport(this);
        }
    }
}
