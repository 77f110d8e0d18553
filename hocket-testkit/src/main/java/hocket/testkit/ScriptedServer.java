package hocket.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A server of which a test says, byte by byte, what it does. A connection is handed to the test's thread by {@link #accept},
 * or to a script on a thread of its own. Safe for use by several threads.
 */
final class ScriptedServer implements AutoCloseable {
    static final String THREAD = "scripted server";

    private final ServerSocket socket;
    private final Queue<ScriptedConnection> connections = new ConcurrentLinkedQueue<>(); // any thread
    private final LinkedBlockingQueue<ScriptedConnection> waiting = new LinkedBlockingQueue<>(); // any thread
    private final AtomicInteger accepted = new AtomicInteger(); // any thread
    private final AtomicInteger ended = new AtomicInteger(); // any thread: scripts

    private ScriptedServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** What becomes of a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void run(ScriptedConnection connection) throws IOException;
    }

    /** A server whose connections wait for {@link #accept}. */
    static ScriptedServer start() {
        ScriptedServer server = new ScriptedServer(listen());
        server.acceptAll(server.waiting::add);
        return server;
    }

    /** A server that runs the script for each connection. */
    static ScriptedServer start(Script script) {
        ScriptedServer server = new ScriptedServer(listen());
        server.acceptAll(connection -> thread(() -> {
            try (connection) {
                script.run(connection);
            } catch (IOException e) {
                // the client has cut it; whether it should have is the test's business
            } finally {
                server.ended.incrementAndGet();
            }
        }));
        return server;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll(Consumer<ScriptedConnection> taker) {
        thread(() -> {
            try {
                while (true) {
                    ScriptedConnection connection = new ScriptedConnection(socket.accept());
                    connections.add(connection);
                    accepted.incrementAndGet();
                    taker.accept(connection);
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    /** Runs the task on a thread that does not count as the transport's. */
    static Thread thread(Runnable task) {
        Thread thread = new Thread(task, THREAD);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The next connection; fails if none comes. */
    ScriptedConnection accept() {
        try {
            ScriptedConnection next = waiting.poll(5, SECONDS);
            if (next == null) {
                throw new AssertionError("no connection came within 5 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How many connections have come. */
    int accepted() {
        return accepted.get();
    }

    /** How many scripts run. */
    int running() {
        return accepted.get() - ended.get();
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** A port on which nobody listens. */
    static int closedPort() {
        try (ServerSocket unused = listen()) {
            return unused.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(ScriptedConnection::close);
    }
}
