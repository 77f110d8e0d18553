package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is promised of the order of handlers, of what they emit and of what they throw, while many clients press. */
class PromisesStressTest {
    private static final int CLIENTS = 24;
    private static final int EVENTS = 300;
    private static final int EMITTERS = 8;
    private static final int EMITS = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<String>> histories = new ConcurrentHashMap<>(); // by socket id
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(CLIENTS);
    private SocketIo server;

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    private void start(Consumer<SocketIoServer> setup) throws IOException {
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1").threads(2))
                .options(options -> options.errorHandler((socket, error) -> errors.incrementAndGet()))
                .listen(setup);
    }

    private RawWebSocket connect() throws IOException {
        RawWebSocket client = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket");
        client.receiveText();
        client.send("40");
        return client;
    }

    private <T> List<T> onThreads(int count, Callable<T> task) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(Collections.nCopies(count, task))) {
            results.add(result.get());
        }
        return results;
    }

    /** Notes what happens to a socket, and whether two of its handlers run at once. */
    private void note(Socket socket, AtomicInteger inside, String what) {
        if (inside.incrementAndGet() != 1) {
            overlaps.incrementAndGet();
        }
        if (ThreadLocalRandom.current().nextInt(8) == 0) {
            LockSupport.parkNanos(1); // lets another run
        }
        histories.computeIfAbsent(socket.id(), id -> new ArrayList<>()).add(what);
        inside.decrementAndGet();
    }

    @Test
    void handlersOfASocketRunInOrderAndOneAtATime() throws Exception {
        start(io -> {
            Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
            io.useAsync(socket -> CompletableFuture.runAsync(() -> {
                note(socket, inside.computeIfAbsent(socket.id(), id -> new AtomicInteger()), "middleware");
            }));
            io.onConnection(socket -> {
                AtomicInteger own = inside.get(socket.id());
                note(socket, own, "connection");
                socket.on("event", Integer.class, number -> note(socket, own, "event " + number));
                socket.onDisconnecting(reason -> note(socket, own, "disconnecting"));
                socket.onDisconnect(reason -> {
                    note(socket, own, "disconnect");
                    gone.countDown();
                });
            });
        });
        onThreads(CLIENTS, () -> {
            try (RawWebSocket client = connect()) {
                assertThat(client.receiveText()).startsWith("40{");
                for (int i = 0; i < EVENTS; i++) {
                    client.send("42[\"event\"," + i + "]");
                }
                client.send("41");
            }
            return null;
        });
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();

        List<String> expected = new ArrayList<>(List.of("middleware", "connection"));
        IntStream.range(0, EVENTS).forEach(i -> expected.add("event " + i));
        expected.addAll(List.of("disconnecting", "disconnect"));
        assertThat(histories).hasSize(CLIENTS);
        assertThat(histories.values()).allSatisfy(history -> assertThat(history).isEqualTo(expected));
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void whatOneThreadEmitsArrivesInOrderWithItsAttachmentsBehindIt() throws Exception {
        CompletableFuture<Socket> connected = new CompletableFuture<>();
        start(io -> io.onConnection(connected::complete));
        try (RawWebSocket client = connect()) {
            assertThat(client.receiveText()).startsWith("40{");
            Socket socket = connected.get(10, TimeUnit.SECONDS);
            AtomicInteger emitters = new AtomicInteger();
            Future<?> emitting = threads.submit(() -> onThreads(EMITTERS, () -> {
                int emitter = emitters.getAndIncrement();
                for (int i = 0; i < EMITS; i++) {
                    byte[] content = (emitter + ":" + i).getBytes(StandardCharsets.US_ASCII);
                    socket.emit("event", emitter, content);
                }
                return null;
            }));
            int[] next = new int[EMITTERS];
            for (int i = 0; i < EMITTERS * EMITS; i++) {
                String header = client.receiveText();
                int emitter = header.charAt("451-[\"event\",".length()) - '0';
                String attachment = new String(client.receive().payload(), StandardCharsets.US_ASCII);
                assertThat(header).isEqualTo("451-[\"event\"," + emitter + ",{\"_placeholder\":true,\"num\":0}]");
                assertThat(attachment).isEqualTo(emitter + ":" + next[emitter]++);
            }
            emitting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatHandlersThrowReachesTheErrorHandlerAndNobodyElse() throws Exception {
        start(io -> io.onConnection(socket -> {
            socket.on("event", Integer.class, (number, ack) -> {
                if (number % 3 == 0) {
                    throw new IllegalStateException("of a test");
                } else if (number % 3 == 1) {
                    throw new AssertionError("of a test");
                }
                ack.send(number);
            });
            socket.on("echo", Integer.class, (number, ack) -> ack.send(number));
        }));
        onThreads(CLIENTS, () -> {
            try (RawWebSocket client = connect()) {
                assertThat(client.receiveText()).startsWith("40{");
                for (int i = 0; i < EVENTS; i++) {
                    client.send("42" + i + "[\"" + (i % 2 == 0 ? "event" : "echo") + "\"," + i + "]");
                }
                for (int i = 0; i < EVENTS; i++) {
                    String answer = i % 2 == 0 && i % 3 != 2
                            ? "{\"error\":{\"code\":\"internal_error\",\"message\":\"the handler failed\"}}"
                            : String.valueOf(i);
                    assertThat(client.receiveText()).isEqualTo("43" + i + "[" + answer + "]");
                }
            }
            return null;
        });
        assertThat(errors).hasValue(CLIENTS * EVENTS / 3);
    }
}
