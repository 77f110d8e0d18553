package hocket.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What the groups of a transport's contract have in common: a transport, a server, and waiting for what they do. */
abstract class TransportTests {
    static final int LIMIT = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MEANWHILE_MILLIS = 200;

    final ClientTransport transport;
    final ClientLane lane;
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private volatile @Nullable Thread caller; // any thread: that of the lane while the transport is called there
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>(); // any thread

    TransportTests(Supplier<ClientTransport> maker) {
        transport = maker.get();
        lane = transport.newLane();
    }

    @AfterEach
    final void closeAll() {
        transport.close();
        servers.forEach(ScriptedServer::close);
        assertThat(violations).isEmpty();
    }

    final ScriptedServer serve() {
        ScriptedServer server = ScriptedServer.start();
        servers.add(server);
        return server;
    }

    final ScriptedServer serve(ScriptedServer.Script script) {
        ScriptedServer server = ScriptedServer.start(script);
        servers.add(server);
        return server;
    }

    /** The threads that are there for the transport of this test. */
    final List<Thread> threads() {
        List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread ->
                threadsBefore.contains(thread) || thread.getName().equals(ScriptedServer.THREAD) || isShared(thread));
        return threads;
    }

    /** Whether that thread may outlive the transport, as its library has it once for all. */
    boolean isShared(Thread thread) {
        return false;
    }

    static ClientRequest get(ScriptedServer server) {
        return ClientRequest.get(server.uri("http", "/"), Map.of(), LIMIT);
    }

    final RecordingCallback callback() {
        return new RecordingCallback(violations::add, this::isInCall);
    }

    final RecordingSocketListener listener() {
        return new RecordingSocketListener(violations::add, this::isInCall);
    }

    private boolean isInCall() {
        return Thread.currentThread() == caller;
    }

    /** Makes the test fail, from any thread. */
    final void check(boolean fact, String violation) {
        if (!fact) {
            violations.add(violation);
        }
    }

    /** Calls it on the lane and waits for what it returns. */
    final <T> T onLane(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        lane.execute(() -> {
            caller = Thread.currentThread();
            try {
                result.complete(call.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            } finally {
                caller = null;
            }
        });
        try {
            return result.get(PATIENCE.toSeconds(), SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a call on the lane", e);
        }
    }

    final RecordingCallback send(ClientRequest request) {
        RecordingCallback callback = callback();
        onLane(() -> transport.send(request, callback));
        return callback;
    }

    static RecordingCallback.Answer answerTo(RecordingCallback callback) {
        eventually("the request is answered", () -> callback.answer() != null || callback.failure() != null);
        RecordingCallback.Answer answer = callback.answer();
        if (answer == null) {
            throw new AssertionError("the request failed", callback.failure());
        }
        return answer;
    }

    static Throwable failureOf(RecordingCallback callback) {
        Throwable failure = eventually("the request fails", callback::failure);
        assertThat(callback.answer()).isNull();
        return failure;
    }

    static void eventually(String what, BooleanSupplier fact) {
        eventually(what, PATIENCE, () -> fact.getAsBoolean() ? Boolean.TRUE : null);
    }

    static <T> T eventually(String what, Supplier<@Nullable T> source) {
        return eventually(what, PATIENCE, source);
    }

    /** Waits until there is something. */
    static <T> T eventually(String what, Duration patience, Supplier<@Nullable T> source) {
        long deadline = System.nanoTime() + patience.toNanos();
        T found = source.get();
        while (found == null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + patience);
            }
            sleep(1);
            found = source.get();
        }
        return found;
    }

    /** Gives a transport that does what it should not some time to do it. */
    static void meanwhile() {
        sleep(MEANWHILE_MILLIS);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Frame text(String text) {
        return new Frame(false, ByteSlice.utf8(text));
    }

    static Frame binary(ByteSlice bytes) {
        return new Frame(true, bytes);
    }

    static ByteSlice bytes(int length) {
        return HostTests.bytes(length);
    }
}
