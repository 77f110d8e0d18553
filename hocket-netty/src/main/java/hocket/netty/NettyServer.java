package hocket.netty;

import hocket.core.Checks;
import hocket.engine.spi.HostHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server for HTTP/1.1 and WebSocket on one port. Safe for use by several threads; nothing but {@link Builder#start},
 * {@link #close} and {@link #awaitClosed} blocks.
 */
public final class NettyServer implements AutoCloseable {
    /** What remains of the five seconds that closing may take, for what must be done when the clients are gone. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** One for all: what is read is copied out at once, so there is nothing to adapt to, and nothing to keep per connection. */
    private static final RecvByteBufAllocator RECEIVE_BUFFERS = new FixedRecvByteBufAllocator(16 * 1024);

    private final HostHandler handler;
    private final EventLoopGroup group;
    private final Connections connections;
    private final Channel channel;
    private final AtomicBoolean closing = new AtomicBoolean(); // any thread
    private final CompletableFuture<Void> closed = new CompletableFuture<>(); // any thread

    private NettyServer(HostHandler handler, EventLoopGroup group, Connections connections, Channel channel) {
        this.handler = handler;
        this.group = group;
        this.connections = connections;
        this.channel = channel;
    }

    /** A server whose requests go to that handler. */
    public static Builder builder(HostHandler handler) {
        return new Builder(handler);
    }

    /** The port it listens on. */
    public int port() {
        return address().getPort();
    }

    /** The address it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /**
     * Closes the server and waits until nothing is left of it, 5 s at most: no more connections are accepted, the handler
     * tells each client, open connections end, the port and the threads are free. Harmless if repeated.
     *
     * @throws IllegalStateException on one of the server's own threads, which would wait for itself
     */
    @Override
    public void close() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("close() waits and must not be called on a lane: use closeAsync()");
            }
        }
        closeAsync().join();
    }

    /** As {@link #close}, without waiting. */
    public CompletableFuture<Void> closeAsync() {
        if (closing.compareAndSet(false, true)) {
            channel.close()
                    .addListener(unbound -> acceptedAreKnown()
                            .thenCompose(known -> handler.close())
                            .orTimeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                            .thenCompose(done -> connections.finish())
                            .handle((done, error) -> connections.cut())
                            .whenComplete((done, error) -> shutDown()));
        }
        return closed.copy();
    }

    /** What was accepted last may still be on its way to its loop, and would be forgotten, open, if that ended before. */
    private CompletableFuture<Void> acceptedAreKnown() {
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        group.forEach(loop -> loops.add(CompletableFuture.runAsync(() -> {}, loop)));
        return CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new));
    }

    private void shutDown() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(over -> closed.complete(null));
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        group.terminationFuture().sync();
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private final HostHandler handler;
        private @Nullable String host;
        private int port;
        private int threads = Runtime.getRuntime().availableProcessors();
        private int backlog = 1024;
        private IoTransport transport = IoTransport.AUTO;
        private @Nullable Tls tls;
        private TrustedProxies trustedProxies = TrustedProxies.NONE;
        private int maxHeaderBytes = 16 * 1024;
        private Duration headerTimeout = Duration.ofSeconds(15);
        private Duration bodyTimeout = Duration.ofSeconds(20);
        private Duration writeTimeout = Duration.ofSeconds(20);

        private Builder(HostHandler handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /** The address to listen on, a name or an IP address. Default: all, IPv4 and IPv6. */
        public Builder host(String newHost) {
            host = Objects.requireNonNull(newHost, "host");
            return this;
        }

        /** The port, 0 for a free one. Default 0. */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, not " + newPort);
            }
            port = newPort;
            return this;
        }

        /** The event loops, each with a thread. Default: one per processor. */
        public Builder threads(int count) {
            threads = Checks.positive("threads", count);
            return this;
        }

        /** The connections that may wait to be accepted. Default 1024; the operating system may cut it. */
        public Builder backlog(int count) {
            backlog = Checks.positive("backlog", count);
            return this;
        }

        /** How Netty talks to the operating system. Default {@link IoTransport#AUTO}. */
        public Builder transport(IoTransport newTransport) {
            if (!newTransport.isAvailable()) {
                throw new IllegalArgumentException(newTransport + " is not available on this machine: use AUTO");
            }
            transport = newTransport;
            return this;
        }

        /** Serves TLS with that certificate. Default: none. */
        public Builder tls(Tls newTls) {
            tls = newTls;
            return this;
        }

        /**
         * The proxies, as addresses or networks such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} and {@code
         * X-Forwarded-Proto} are believed. Default: none, the headers are ignored.
         */
        public Builder trustedProxies(String... networks) {
            trustedProxies = TrustedProxies.of(networks);
            return this;
        }

        /** The bytes of a request line (414 beyond) and of all header fields together (431 beyond). Default 16 KiB. */
        public Builder maxHeaderBytes(int bytes) {
            maxHeaderBytes = Checks.positive("maxHeaderBytes", bytes);
            return this;
        }

        /**
         * The time a connection may be silent before, or take for, the head of a request. Default 15 s. A TLS handshake
         * is part of the first, and may take 10 s of it.
         */
        public Builder headerTimeout(Duration timeout) {
            headerTimeout = Checks.positive("headerTimeout", timeout);
            return this;
        }

        /** The time the body of a request may make no progress. Default 20 s. */
        public Builder bodyTimeout(Duration timeout) {
            bodyTimeout = Checks.positive("bodyTimeout", timeout);
            return this;
        }

        /** The time in which at least a byte of an HTTP response must leave. Default 20 s. */
        public Builder writeTimeout(Duration timeout) {
            writeTimeout = Checks.positive("writeTimeout", timeout);
            return this;
        }

        /**
         * Starts to listen.
         *
         * @throws BindException if the port is in use or may not be used; the message is one sentence
         * @throws IOException if listening fails for another reason
         */
        public NettyServer start() throws IOException {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                    threads, new DefaultThreadFactory("hocket-lane", true), transport.handlers());
            Map<EventLoop, NettyLane> lanes = new HashMap<>();
            group.forEach(loop -> lanes.put((EventLoop) loop, new NettyLane((EventLoop) loop)));
            Connections connections = new Connections();
            ServerBootstrap bootstrap = new ServerBootstrap()
                    .group(group)
                    .channel(transport.serverChannel())
                    .option(ChannelOption.SO_BACKLOG, backlog)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE_BUFFERS)
                    .childHandler(new ConnectionInitializer(
                            handler,
                            new HttpSettings(maxHeaderBytes, headerTimeout, bodyTimeout, writeTimeout, trustedProxies),
                            tls,
                            Map.copyOf(lanes),
                            connections));
            InetSocketAddress address = host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
            ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
                throw failure(address, bound.cause());
            }
            return new NettyServer(handler, group, connections, bound.channel());
        }

        private static IOException failure(InetSocketAddress address, Throwable cause) {
            if (!(cause instanceof IOException)) {
                String why = address.isUnresolved() ? "there is no such host" : String.valueOf(cause.getMessage());
                return new IOException("cannot listen on " + address.getHostString() + ": " + why, cause);
            }
            String message = String.valueOf(cause.getMessage());
            BindException failure = new BindException(
                    message.contains("in use")
                            ? "cannot listen on port " + address.getPort() + ": it is in use by another program"
                            : "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + message);
            failure.initCause(cause);
            return failure;
        }
    }
}
