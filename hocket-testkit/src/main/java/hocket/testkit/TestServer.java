package hocket.testkit;

import hocket.engine.Handlers;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server without a port, for tests of handlers. Its handlers run inline: when a call here or of a {@link
 * TestClient} returns, they have run and what they emitted has come. Time stands still but for {@link #advance}. What user
 * code throws is kept in {@link #errors}.
 *
 * <p>All calls must come from the thread that made it. A handler that blocks until something else happens blocks the test.
 */
public final class TestServer {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final SocketIoServer io;
    private final MemoryHost host;
    private final List<TestClient> clients = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    private TestServer(Consumer<SocketIoOptions.Builder> settings) {
        SocketIoOptions.Builder options = SocketIoOptions.builder();
        settings.accept(options);
        options.engine(engine -> engine.handlers(Handlers.inline())).errorHandler((socket, error) -> errors.add(error));
        io = SocketIoServer.create(options.build());
        host = new MemoryHost(io);
    }

    /** A server with all defaults, set up by the code that is to be tested. */
    public static TestServer start(Consumer<SocketIoServer> setup) {
        return start(options -> {}, setup);
    }

    /** A server with these options, but for the handlers and the error handler, which are the test's. */
    public static TestServer start(Consumer<SocketIoOptions.Builder> settings, Consumer<SocketIoServer> setup) {
        TestServer server = new TestServer(settings);
        setup.accept(server.io);
        return server;
    }

    /** The server. What is asked of it here has happened when {@link TestClient} looks, or after {@link #settle}. */
    public SocketIoServer io() {
        return io;
    }

    /** The host, for clients that speak the protocol by hand. */
    public MemoryHost host() {
        return host;
    }

    /** What user code threw, and what the server could not understand, in order. */
    public List<Throwable> errors() {
        return errors;
    }

    /** A client that asks to join the main namespace. */
    public TestClient connect() {
        return connect("/");
    }

    /** A client that asks to join that namespace. */
    public TestClient connect(String namespace) {
        return connect(namespace, null);
    }

    /** A client that asks to join that namespace with that auth, which the codec writes as an object. */
    public TestClient connect(String namespace, @Nullable Object auth) {
        TestClient client = new TestClient(this, namespace, auth);
        clients.add(client);
        client.connect();
        return client;
    }

    /** Has everything happen that was asked for. */
    public void settle() {
        host.lane().crank();
        clients.forEach(TestClient::takeIn);
        host.lane().crank();
    }

    /** Lets time pass, and everything happen that is due meanwhile; clients answer pings as they come. */
    public void advance(Duration duration) {
        for (Duration left = duration; !left.isZero(); ) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            host.advance(step);
            settle();
            left = left.minus(step);
        }
    }
}
