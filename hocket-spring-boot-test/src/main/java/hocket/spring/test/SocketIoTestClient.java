package hocket.spring.test;

import hocket.client.ConnectErrorException;
import hocket.client.ReceivedEvent;
import hocket.client.SimpleClient;
import hocket.client.Socket;
import hocket.core.Args;
import hocket.core.CallException;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A test's client in one namespace. Its calls wait, {@link #WAIT} at most, and fail the test if what they wait for does not
 * come. For the test's thread alone.
 */
public final class SocketIoTestClient implements AutoCloseable {
    /** The longest wait: 10 s. */
    public static final Duration WAIT = Duration.ofSeconds(10);

    private final SimpleClient client;
    private final List<ReceivedEvent> waiting = new ArrayList<>(); // came while others were waited for

    private SocketIoTestClient(SimpleClient client) {
        this.client = client;
    }

    static SocketIoTestClient connect(String address, SocketIoTestOptions options)
            throws ConnectErrorException, InterruptedException {
        try {
            return new SocketIoTestClient(SimpleClient.connect(address, options::applyTo, options.socket(), WAIT));
        } catch (TimeoutException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The socket, for what is not here. */
    public Socket socket() {
        return client.socket();
    }

    /** Emits an event. */
    public void emit(String event, @Nullable Object... args) {
        client.emit(event, args);
    }

    /**
     * Emits an event and waits for its ack, the first value of which is the answer; null if it has none.
     *
     * @throws CallException if the ack says that the call was not served
     * @throws AssertionError if no ack comes
     */
    public <T> @Nullable T call(String event, Class<T> answer, @Nullable Object... args) throws InterruptedException {
        Args got = ack(event, args);
        CallException refusal = CallException.find(got);
        if (refusal != null) {
            throw refusal;
        }
        return got.find(0, answer).orElse(null);
    }

    private Args ack(String event, @Nullable Object... args) throws InterruptedException {
        try {
            return client.socket().timeout(WAIT).emitWithAck(event, args).get();
        } catch (ExecutionException e) {
            throw new AssertionError("no ack of " + event + " came", e.getCause());
        }
    }

    /**
     * The arguments of the next event of that name, which may have come before; others are kept for later.
     *
     * @throws AssertionError if none comes; the message says what came instead
     */
    public Args receive(String event) throws InterruptedException {
        for (Iterator<ReceivedEvent> came = waiting.iterator(); came.hasNext(); ) {
            ReceivedEvent one = came.next();
            if (one.name().equals(event)) {
                came.remove();
                return one.args();
            }
        }
        long end = System.nanoTime() + WAIT.toNanos();
        while (true) {
            ReceivedEvent next = next(event, Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
            if (next.name().equals(event)) {
                return next.args();
            }
            waiting.add(next);
        }
    }

    private ReceivedEvent next(String event, Duration wait) throws InterruptedException {
        try {
            return client.receive(wait);
        } catch (TimeoutException | DisconnectedException e) {
            throw new AssertionError(
                    "no " + event + " came, but "
                            + waiting.stream().map(ReceivedEvent::name).toList()
                            + (e instanceof DisconnectedException ? "; the socket was disconnected" : ""),
                    e);
        }
    }

    /** As {@link #receive(String)}, its first argument as that type. */
    public <T> T receive(String event, Class<T> type) throws InterruptedException {
        return receive(event).get(0, type);
    }

    /** Disconnects. Harmless if repeated. */
    @Override
    public void close() {
        client.close();
    }
}
