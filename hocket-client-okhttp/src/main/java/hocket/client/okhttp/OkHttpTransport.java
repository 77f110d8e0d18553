package hocket.client.okhttp;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.client.spi.WebSocketListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The transport on OkHttp, for Android too.
 *
 * <p>What OkHttp does, and this cannot change: it sends each message as soon as it can, so that a flush has nothing to do;
 * it decides by itself what it compresses, if compression was agreed on; it cannot send a message of more than 16 MiB; it
 * keeps a thread for each WebSocket, and for each request on its way.
 *
 * <p>Threads, all of them daemons: one named {@code hocket-client}, on which all lanes run and which ends when idle, and
 * OkHttp's. Those that OkHttp has once for all its clients, {@code OkHttp TaskRunner}, end a minute after the last use. Safe for use by several threads.
 */
public final class OkHttpTransport implements ClientTransport {
    private final LaneThread laneThread = new LaneThread();
    private final ExecutorService threads;
    private final Dispatcher dispatcher;
    private final OkHttpClient http;
    private final OkHttpClient webSockets;
    private final boolean ownsConnections;
    private final Set<OkHttpWebSocket> open = ConcurrentHashMap.newKeySet(); // any thread: ConcurrentHashMap
    private final AtomicBoolean closed = new AtomicBoolean(); // any thread

    private OkHttpTransport(Builder builder) {
        ownsConnections = builder.client == null;
        threads = Executors.newCachedThreadPool(OkHttpTransport::newThread);
        dispatcher = new Dispatcher(threads);
        // OkHttp's own limits would have polls that hang, and WebSockets, keep others from being sent
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient client = builder.client == null ? newClient() : builder.client;
        http = client.newBuilder()
                .dispatcher(dispatcher)
                .cache(null)
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .addNetworkInterceptor(new OneAttempt())
                .build();
        webSockets = http.newBuilder()
                .writeTimeout(Duration.ZERO) // a server may take its time to read
                .addInterceptor(new Watching(builder.perMessageDeflate))
                .build();
    }

    private static OkHttpClient newClient() {
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "hocket-client-okhttp");
        thread.setDaemon(true);
        return thread;
    }

    /** A transport with a client of its own: OkHttp's defaults, but redirects are not followed. */
    public static OkHttpTransport create() {
        return builder().build();
    }

    /**
     * A transport on that client, with its proxy, certificates, cookies, redirects, interceptors and connections. It uses
     * threads of its own, no cache, and no limits of time but that of a connection and those of each request. {@link #close}
     * cuts what was opened here, and leaves the client to whoever made it.
     */
    public static OkHttpTransport of(OkHttpClient client) {
        return builder().client(client).build();
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ClientLane newLane() {
        return laneThread.newLane();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A body is sent once, even where OkHttp would try again.
     */
    @Override
    public HttpCall send(ClientRequest request, HttpCallback callback) {
        if (closed.get()) {
            callback.onFailed(new IOException("the transport is closed"));
            return () -> {};
        }
        Call call;
        try {
            call = http.newCall(OkHttpRequests.of(request)
                    .tag(AtomicBoolean.class, new AtomicBoolean())
                    .build());
        } catch (IllegalArgumentException e) {
            threads.execute(() -> callback.onFailed(e));
            return () -> {};
        }
        call.timeout().timeout(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        OkHttpCall sent = new OkHttpCall(call, request.maxBytes(), callback);
        sent.start();
        return sent;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Whether a message may be compressed, as {@link ClientWebSocket#send} is told, OkHttp does not want to know.
     */
    @Override
    public ClientWebSocket connect(ClientLane lane, ClientRequest request, WebSocketListener listener) {
        OkHttpWebSocket webSocket = new OkHttpWebSocket(this, lane, request, listener);
        if (closed.get()) {
            return webSocket.refuseClosed();
        }
        lane.assertInside();
        webSocket.start(webSockets);
        return webSocket;
    }

    /** Cuts what is open, whose callbacks hear that it failed, and ends the threads. Any thread; harmless if repeated. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        open.forEach(OkHttpWebSocket::failClosed);
        laneThread.endAfter(() -> {
            dispatcher.cancelAll();
            threads.shutdown();
            if (ownsConnections) {
                http.connectionPool().evictAll();
            }
        });
    }

    /** Has it told when this is closed. */
    void opened(OkHttpWebSocket webSocket) {
        open.add(webSocket);
    }

    void ended(OkHttpWebSocket webSocket) {
        open.remove(webSocket);
    }

    /** Settings of a transport. */
    public static final class Builder {
        private @Nullable OkHttpClient client;
        private boolean perMessageDeflate;

        private Builder() {}

        /** As {@link OkHttpTransport#of}; a client of its own by default. */
        public Builder client(OkHttpClient present) {
            this.client = Objects.requireNonNull(present);
            return this;
        }

        /**
         * Whether compression is offered to servers (RFC 7692); no by default. With it the limit of a message no longer
         * protects the memory: OkHttp inflates a message whole before its size is known, a thousand times as large as what
         * came if the server wants that. Only for servers that are trusted.
         */
        public Builder perMessageDeflate(boolean offered) {
            this.perMessageDeflate = offered;
            return this;
        }

        /** The transport; whoever calls this closes it. */
        public OkHttpTransport build() {
            return new OkHttpTransport(this);
        }
    }
}
