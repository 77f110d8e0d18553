package hocket.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handler blocks and its client sends on: the connection is not read, the others are, and nothing is lost. */
class BlockedHandlerTest {
    private static final int MAX_PENDING_EVENTS = 16;

    /** Leaves room for the handler that has just answered and may still count. */
    private static final int FITTING = MAX_PENDING_EVENTS - 4;

    private static final int FLOOD = 1000;

    private static final String BLOCK = "42[\"block\"]";
    private static final String ECHO = "42[\"echo\"]";
    private static final String PADDING = "x".repeat(1024);

    /** Small, so that the operating system keeps little and a connection that is not read shows soon. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    /** 16 MiB, far more than the operating system keeps: who can send so much is read. */
    private static final int ENDLESS = 16 * 1024;

    /** A mistake in counting shows when the connection has been read again, not the first time. */
    private static final int ROUNDS = 3;

    private final Semaphore blocking = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private final Queue<Integer> handled = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private SocketIo server;

    @BeforeEach
    void start() throws IOException {
        // One lane: who is served by it while a connection is not read shows that it goes on.
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1").threads(1))
                .engine(engine -> engine.maxPendingEvents(MAX_PENDING_EVENTS))
                .listen(io -> io.onConnection(socket -> {
                    socket.on("block", args -> {
                        blocking.release();
                        released.acquire();
                    });
                    socket.on("event", args -> handled.add(args.get(0, int.class)));
                    socket.on("echo", args -> socket.emit("echo"));
                }));
    }

    @AfterEach
    void stop() {
        released.release(ROUNDS);
        thread.shutdownNow();
        server.close();
    }

    @Test
    void aWebSocketIsNotReadUntilTheHandlerGoesOn() throws Exception {
        try (RawWebSocket blocked = connect();
                RawWebSocket other = connect()) {
            blocked.limitSendBuffer(SEND_BUFFER_BYTES);
            AtomicInteger sent = new AtomicInteger();
            for (int round = 0; round < ROUNDS; round++) {
                blocked.send(BLOCK);
                awaitBlocking();
                int limit = sent.get() + ENDLESS;
                Semaphore enough = new Semaphore(0);
                Future<?> sending = thread.submit(() -> {
                    while (!enough.tryAcquire() && sent.get() < limit) {
                        blocked.send("42[\"event\"," + sent + ",\"" + PADDING + "\"]");
                        sent.incrementAndGet();
                    }
                    return null;
                });
                awaitStandstill(sent, limit, other);

                enough.release();
                released.release();
                sending.get(10, SECONDS);
                exchange(blocked);
                assertHandled(sent.get());
            }
        }
    }

    @Test
    void aPostIsNotAnsweredUntilTheHandlerGoesOn() throws Exception {
        try (PollingSession session = join();
                HttpConnection posts = HttpConnection.to(server.port());
                RawWebSocket other = connect()) {
            int sent = 0;
            for (int round = 0; round < ROUNDS; round++) {
                posts.send("POST", session.target(), blockAndEvents(sent, FITTING));
                awaitBlocking();
                assertThat(posts.receive().text()).isEqualTo("ok");
                released.release();
                exchange(session);
                sent += FITTING;
                assertHandled(sent);

                posts.send("POST", session.target(), blockAndEvents(sent, FLOOD));
                awaitBlocking();
                exchange(other);
                assertThat(posts.hasReceived()).as("an answer").isFalse();
                released.release();
                assertThat(posts.receive().text()).isEqualTo("ok");
                exchange(session);
                sent += FLOOD;
                assertHandled(sent);
            }
        }
    }

    private void awaitBlocking() throws InterruptedException {
        assertThat(blocking.tryAcquire(10, SECONDS)).isTrue();
    }

    /** Nothing more can be sent, however long another client is served. */
    private static void awaitStandstill(AtomicInteger sent, int limit, RawWebSocket other) throws IOException {
        int before;
        do {
            before = sent.get();
            for (int i = 0; i < 100; i++) {
                exchange(other);
            }
            assertThat(sent.get()).as("events that were sent").isLessThan(limit);
        } while (sent.get() != before || before < limit - ENDLESS + MAX_PENDING_EVENTS);
    }

    private void assertHandled(int count) {
        assertThat(handled)
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    private static byte[] blockAndEvents(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> "\u001e42[\"event\"," + number + "]")
                .collect(Collectors.joining("", BLOCK, ""))
                .getBytes(UTF_8);
    }

    /** The answer comes when all events before have been handled. */
    private static void exchange(RawWebSocket client) throws IOException {
        client.send(ECHO);
        assertThat(client.receiveText()).isEqualTo(ECHO);
    }

    private static void exchange(PollingSession session) throws IOException {
        session.post(ECHO);
        assertThat(session.poll().text()).isEqualTo(ECHO);
    }

    private RawWebSocket connect() throws IOException {
        RawWebSocket webSocket = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket");
        webSocket.receiveText();
        webSocket.send("40");
        assertThat(webSocket.receiveText()).startsWith("40{\"sid\":");
        return webSocket;
    }

    private PollingSession join() throws IOException {
        PollingSession session = PollingSession.open(server.port(), "/socket.io/?EIO=4&transport=polling");
        session.post("40");
        assertThat(session.poll().text()).startsWith("40{\"sid\":");
        return session;
    }
}
