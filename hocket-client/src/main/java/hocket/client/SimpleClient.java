package hocket.client;

import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.Call;
import hocket.core.CallException;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that blocks, for scripts and tests: it has no handlers, but asks for the next event. It reconnects by itself.
 * Any thread, but not a handler of its own. If nobody receives, 1024 events are kept, and the server is not read.
 */
public final class SimpleClient implements AutoCloseable {
    /** What {@link #connect(String)} waits at most: 5 s. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** What {@link #call} waits at most, unless {@link SocketOptions.Builder#ackTimeout} is given: 60 s. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private static final int CAPACITY = 1024;
    private static final long LOOK_MILLIS = 100;

    private final Socket socket;
    private final BlockingQueue<ReceivedEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean ended; // written where handlers run, after the events that came before the end
    private volatile boolean closed; // any thread

    private SimpleClient(Socket socket) {
        this.socket = socket;
        socket.onAny((event, args) -> keep(new ReceivedEvent(event, args)));
        socket.onState(state -> ended = !socket.isActive());
    }

    /**
     * Connects with all defaults; see {@link SocketIoClient#connect}.
     *
     * @throws ConnectErrorException if the server refuses
     * @throws TimeoutException if there is no connection within {@link #CONNECT_TIMEOUT}; its cause says why
     */
    public static SimpleClient connect(String address)
            throws ConnectErrorException, TimeoutException, InterruptedException {
        return connect(address, options -> {}, SocketOptions.DEFAULT, CONNECT_TIMEOUT);
    }

    /** As {@link #connect(String)}, with these options, waiting so long at most. */
    public static SimpleClient connect(
            String address, Consumer<ManagerOptions.Builder> settings, SocketOptions socketOptions, Duration wait)
            throws ConnectErrorException, TimeoutException, InterruptedException {
        SimpleClient client = new SimpleClient(SocketIoClient.open(address, settings, socketOptions));
        try {
            client.awaitConnected(wait);
            return client;
        } catch (ConnectErrorException | TimeoutException | InterruptedException e) {
            client.close();
            throw e;
        }
    }

    private void awaitConnected(Duration wait) throws ConnectErrorException, TimeoutException, InterruptedException {
        try {
            socket.connect().get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectErrorException refused) {
                throw refused;
            }
            throw noConnection(e.getCause());
        } catch (TimeoutException e) {
            throw noConnection(socket.state().error());
        }
    }

    private TimeoutException noConnection(@Nullable Throwable cause) {
        TimeoutException failure = new TimeoutException(
                "no connection to " + socket.io().origin() + (cause == null ? "" : ": " + cause.getMessage()));
        failure.initCause(cause);
        return failure;
    }

    private void keep(ReceivedEvent event) {
        try {
            boolean kept = false;
            while (!closed && !kept) {
                kept = events.offer(event, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The socket, for what is not here. */
    public Socket socket() {
        return socket;
    }

    /** Sends an event; it waits for the connection if there is none just now. */
    public void emit(String event, @Nullable Object... args) {
        socket.emit(event, args);
    }

    /** Sends an event and waits for the answer. */
    public Args call(String event, @Nullable Object... args)
            throws AckTimeoutException, DisconnectedException, InterruptedException {
        return await(emitter().emitWithAck(event, args));
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws CallException if the server refuses
     */
    public <Q, R> R call(Call<Q, R> call, Q question)
            throws AckTimeoutException, DisconnectedException, InterruptedException {
        return await(emitter().call(call, question));
    }

    private SocketEmitter emitter() {
        Duration limit = socket.options().ackTimeout;
        return socket.timeout(limit == null ? CALL_TIMEOUT : limit);
    }

    private static <T> T await(CompletableFuture<T> answer)
            throws AckTimeoutException, DisconnectedException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof AckTimeoutException late) {
                throw late;
            }
            if (cause instanceof DisconnectedException gone) {
                throw gone;
            }
            throw cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
        }
    }

    /**
     * The next event that was not received yet, in the order in which they came.
     *
     * @throws TimeoutException if none comes within that time
     * @throws DisconnectedException if none is left and none can come: the socket is not connected and will not be
     */
    public ReceivedEvent receive(Duration wait) throws TimeoutException, DisconnectedException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        do {
            boolean over = ended && !socket.isActive(); // asked before the queue: what came before the end is in it
            long look = Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            ReceivedEvent event = events.poll(look, TimeUnit.NANOSECONDS);
            if (event != null) {
                return event;
            }
            if (over) {
                throw new DisconnectedException();
            }
            left = end - System.nanoTime();
        } while (left > 0);
        throw new TimeoutException("no event came within " + wait);
    }

    /** Disconnects, and ends the connection and its threads; see {@link Socket#close}. */
    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
