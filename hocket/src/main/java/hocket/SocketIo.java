package hocket;

import hocket.engine.EngineOptions;
import hocket.netty.NettyServer;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A Socket.IO server on Netty that listens. Safe for use by several threads. */
public final class SocketIo implements AutoCloseable {
    private final SocketIoServer io;
    private final NettyServer netty;

    private SocketIo(SocketIoServer io, NettyServer netty) {
        this.io = io;
        this.netty = netty;
    }

    /**
     * Listens on that port of every address, with all defaults.
     *
     * @param setup registers the handlers, before the first client can come
     * @throws IOException if the port cannot be listened on; the message is one sentence
     */
    public static SocketIo listen(int port, Consumer<SocketIoServer> setup) throws IOException {
        return builder().port(port).listen(setup);
    }

    /** All defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The server, for handlers and emits. */
    public SocketIoServer io() {
        return io;
    }

    /** The port it listens on. */
    public int port() {
        return netty.port();
    }

    /**
     * Closes gently: new clients are refused with 503 and {@code Retry-After}, the present ones are disconnected one after
     * the other over that time, each after what is queued for it was sent; see {@link SocketIoServer#drain}.
     *
     * @return completed when the server is closed
     */
    public CompletableFuture<Void> drain(Duration over) {
        return io.drain(over).toCompletableFuture().thenCompose(done -> netty.closeAsync());
    }

    /** Disconnects every client and closes; see {@link NettyServer#close}. */
    @Override
    public void close() {
        netty.close();
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        netty.awaitClosed();
    }

    /** Collects the options of all floors. Not safe for use by several threads. */
    public static final class Builder {
        private final SocketIoOptions.Builder options = SocketIoOptions.builder();
        private Consumer<NettyServer.Builder> netty = server -> {};
        private int port;

        private Builder() {}

        /** The port, 0 for a free one. Default 0. */
        public Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** Sets options of the Socket.IO server: parser, codec, limits, timeouts, the client bundle. */
        public Builder options(Consumer<SocketIoOptions.Builder> settings) {
            settings.accept(options);
            return this;
        }

        /** Sets options of the engine: path, heartbeats, transports, CORS, {@code allowEIO3}, handlers. */
        public Builder engine(Consumer<EngineOptions.Builder> settings) {
            options.engine(settings);
            return this;
        }

        /** Sets options of the host: address, TLS, threads, trusted proxies. */
        public Builder netty(Consumer<NettyServer.Builder> settings) {
            netty = netty.andThen(settings);
            return this;
        }

        /**
         * Listens.
         *
         * @param setup registers the handlers, before the first client can come
         * @throws IOException if the port cannot be listened on; the message is one sentence
         */
        public SocketIo listen(Consumer<SocketIoServer> setup) throws IOException {
            SocketIoServer io = SocketIoServer.create(options.build());
            setup.accept(io);
            NettyServer.Builder server = NettyServer.builder(io).port(port);
            netty.accept(server);
            return new SocketIo(io, server.start());
        }
    }
}
