package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.WebSocketOffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What the groups of a host's contract have in common: starting a host, and waiting for what it does. */
abstract class HostTests<H extends TestedHost> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<HostHandler, H> starter;
    private final List<TestedHost> hosts = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>(); // any thread

    HostTests(Function<HostHandler, H> starter) {
        this.starter = starter;
    }

    @AfterEach
    final void closeHosts() {
        hosts.forEach(TestedHost::close);
        assertThat(violations).isEmpty();
    }

    /** Starts a host whose requests go there. Each must come on its lane. */
    final H start(Consumer<HttpExchange> onRequest, Consumer<WebSocketOffer> onWebSocket) {
        H host = starter.apply(new HostHandler() {
            @Override
            public void onRequest(HttpExchange exchange) {
                check(exchange.lane().isInside(), "onRequest was called outside the exchange's lane");
                onRequest.accept(exchange);
            }

            @Override
            public void onWebSocket(WebSocketOffer offer) {
                check(offer.lane().isInside(), "onWebSocket was called outside the offer's lane");
                onWebSocket.accept(offer);
            }
        });
        hosts.add(host);
        return host;
    }

    final H startForRequests(Consumer<HttpExchange> onRequest) {
        return start(onRequest, offer -> violations.add("a WebSocket was offered: " + offer.request()));
    }

    final H startForWebSockets(Consumer<WebSocketOffer> onWebSocket) {
        return start(exchange -> violations.add("a request came: " + exchange.request()), onWebSocket);
    }

    /** A WebSocket listener that notes what it is told, and what it should not have been. */
    final RecordingListener listener() {
        return new RecordingListener(violations::add);
    }

    /** Makes the test fail, from any thread. */
    final void check(boolean fact, String violation) {
        if (!fact) {
            violations.add(violation);
        }
    }

    /** Whether the host can do that. */
    static boolean can(TestedHost host, HostLimit what) {
        return !host.limits().contains(what);
    }

    final void eventually(TestedHost host, String what, BooleanSupplier fact) {
        eventually(host, what, () -> fact.getAsBoolean() ? Boolean.TRUE : null);
    }

    /** Waits until there is something. */
    final <T> T eventually(TestedHost host, String what, Supplier<@Nullable T> source) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T found = source.get();
        while (found == null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + PATIENCE + "; violations: " + violations);
            }
            host.pass();
            found = source.get();
        }
        return found;
    }

    /** Gives a host that does what it should not some time to do it. */
    static void meanwhile(TestedHost host) {
        for (int i = 0; i < 20; i++) {
            host.pass();
        }
    }

    /** Runs the task on a thread that is no lane. */
    static void elsewhere(Runnable task) {
        Thread thread = new Thread(task, "elsewhere");
        thread.start();
        join(thread);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Frame text(String text) {
        return new Frame(false, ByteSlice.utf8(text));
    }

    static Frame binary(byte... bytes) {
        return new Frame(true, ByteSlice.of(bytes));
    }

    /** Bytes of which no two neighbours are alike. */
    static ByteSlice bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return ByteSlice.of(bytes);
    }
}
