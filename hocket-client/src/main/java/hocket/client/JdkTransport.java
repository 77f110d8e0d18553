package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.client.spi.WebSocketListener;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The transport on the JDK's own {@link HttpClient}, which needs no library besides. Not for Android, which lacks it.
 *
 * <p>What the JDK does, and this cannot change: WebSocket messages are not compressed; it adds fields of its own to
 * requests and refuses to set some, {@code Host} and {@code Connection} among them, and a request with one of those fails;
 * with a client that follows redirections or has an authenticator, a GET whose connection breaks before any byte of the
 * answer is sent once more, and events of the first answer are lost; the end of a connection that comes without
 * a close frame, right after a message, may be heard only when something is sent; the body of an answer that refuses a
 * WebSocket is read whole, so give handshakes a {@linkplain ClientRequest#timeout time limit}.
 *
 * <p>On machines with one or two processors the JDK starts a short-lived thread for each answer to a request; the system
 * property {@code java.util.concurrent.ForkJoinPool.common.parallelism} with a value of 2 keeps it from that.
 *
 * <p>Threads, all of them daemons: one named {@code hocket-client}, for what other threads ask of the lanes and for timers, and
 * those of the {@code HttpClient}.
 *
 * <pre>{@code
 * HttpClient client = HttpClient.newBuilder().sslContext(tls).proxy(proxy).build();
 * try (JdkTransport transport = JdkTransport.of(client)) { ... }
 * }</pre>
 */
public final class JdkTransport implements ClientTransport {
    private final HttpClient client;
    private final boolean own; // not the user's
    private final JdkLanes lanes = new JdkLanes();
    private final Set<Open> open = ConcurrentHashMap.newKeySet(); // any thread: ConcurrentHashMap
    private final AtomicBoolean closed = new AtomicBoolean(); // any thread

    private JdkTransport(HttpClient client, boolean own) {
        this.client = client;
        this.own = own;
    }

    /** What {@link #close} has to cut. */
    interface Open {
        /** Cuts it, and says why. Any thread; harmless if repeated. */
        void fail(Throwable cause);

        /** Cuts it because the transport is closed. */
        default void failClosed() {
            fail(new IOException("the transport was closed"));
        }
    }

    /**
     * A transport with a client of its own: HTTP/1.1, the JDK's default proxy and TLS context, no cookies, no
     * authenticator; redirects are not followed.
     */
    public static JdkTransport create() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(new JdkThreads())
                .build();
        return new JdkTransport(client, true);
    }

    /**
     * A transport on that client, with its proxy, TLS context, cookies, redirects and authenticator. {@link #close} cuts
     * what was opened here, and leaves the client to whoever made it.
     *
     * @param client its executor must not run tasks on the thread that gives them
     */
    public static JdkTransport of(HttpClient client) {
        return new JdkTransport(client, false);
    }

    @Override
    public ClientLane newLane() {
        return ClientLane.onAnyThread(lanes);
    }

    @Override
    public HttpCall send(ClientRequest request, HttpCallback callback) {
        JdkCall call = new JdkCall(this, request, callback);
        call.start(client);
        return call;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Its messages are never compressed, whatever {@link ClientWebSocket#send} is told.
     */
    @Override
    public ClientWebSocket connect(ClientLane lane, ClientRequest request, WebSocketListener listener) {
        JdkWebSocket webSocket = new JdkWebSocket(this, request, listener);
        webSocket.start(client);
        return webSocket;
    }

    /** Cuts what is open, whose callbacks hear that it failed, and ends the threads. Any thread; harmless if repeated. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        open.forEach(Open::failClosed);
        lanes.shutdown();
        if (own) {
            JdkThreads.endSelector(client);
        }
    }

    /** Has it cut when this is closed; it must say when it has ended. Whether this is not closed yet. */
    boolean opened(Open connection) {
        open.add(connection);
        if (closed.get()) {
            connection.failClosed();
            return false;
        }
        return true;
    }

    /** Runs tasks as {@link #later} does. */
    Executor executor() {
        return this::later;
    }

    /** Runs the task soon, not inside the call that is made now. Any thread. */
    void later(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs the task after that time, on the thread of the lanes, unless it is cancelled or this is closed before. */
    @Nullable
    Future<?> after(Duration delay, Runnable task) {
        try {
            return lanes.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null; // what was open has been cut
        }
    }

    /** It has ended. */
    void ended(Open connection) {
        open.remove(connection);
    }
}
