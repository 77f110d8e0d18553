package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Args;
import hocket.server.OverflowPolicy;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How a server ends gently, and what it does to clients that do not read. */
class SocketIoLifecycleTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    private static CompletionStage<Void> drain(SocketIoFixture fixture, Duration over) {
        CompletionStage<Void> drained = fixture.io.drain(over);
        fixture.host.lane().crank();
        return drained;
    }

    private static long open(List<MemoryWebSocket> clients) {
        return clients.stream().filter(MemoryWebSocket::isOpen).count();
    }

    @Test
    void drainingServerEndsItsConnectionsOneAfterTheOther() {
        List<MemoryWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(fixture.join());
        }
        CompletionStage<Void> drained = drain(fixture, Duration.ofSeconds(10));
        assertThat(open(clients)).isEqualTo(4);
        for (int left = 3; left >= 0; left--) {
            fixture.host.advance(Duration.ofMillis(1800));
            assertThat(open(clients)).isEqualTo(left + 1);
            fixture.host.advance(Duration.ofMillis(230)); // a timer may be some milliseconds late
            assertThat(open(clients)).isEqualTo(left);
        }
        assertThat(drained).isNotDone();
        fixture.host.advance(Duration.ofMillis(2100));
        assertThat(drained).isCompleted();
        assertThat(fixture.events.stream().filter("disconnect server shutting down"::equals))
                .hasSize(5);
    }

    @Test
    void drainingServerRefusesNewSessionsAndSaysWhenToComeBack() {
        String url = fixture.joinPolling();
        drain(fixture, Duration.ofSeconds(30));
        MemoryExchange refused = fixture.host.get("/socket.io/?EIO=4&transport=polling");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        MemoryWebSocket webSocket = fixture.host.webSocket("/socket.io/?EIO=4&transport=websocket");
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(webSocket.rejection()).isNotNull();
        assertThat(webSocket.rejection().status()).isEqualTo(503);
        assertThat(fixture.host.get(url).status()).isEqualTo(200);
    }

    @Test
    void clientsThatWaitForTheirTurnAreServedMeanwhile() {
        MemoryWebSocket a = fixture.join();
        fixture.socket().handle("q", () -> "a");
        MemoryWebSocket b = fixture.join();
        fixture.socket().handle("q", () -> "b");
        drain(fixture, Duration.ofSeconds(10));
        MemoryWebSocket waits = a.isOpen() ? a : b;
        waits.send("421[\"q\"]");
        assertThat(fixture.received(waits)).hasSize(1).first().asString().startsWith("431[");
    }

    @Test
    void whatIsQueuedIsSentBeforeAConnectionEnds() {
        String url = fixture.joinPolling();
        fixture.socket().emit("last words");
        drain(fixture, Duration.ofSeconds(10));
        assertThat(fixture.events).containsExactly("connection", "disconnect server shutting down");
        assertThat(fixture.host.get(url).text()).startsWith("42[\"last words\"]");
        assertThat(fixture.host.get(url).text()).isEqualTo("6\u001e1");
        assertThat(fixture.host.get(url).status()).isEqualTo(400);
    }

    @Test
    void clientThatNeverReadsDoesNotHoldUpTheDrain() {
        String url = fixture.joinPolling();
        fixture.socket().emit("never read");
        CompletionStage<Void> drained = drain(fixture, Duration.ofSeconds(10));
        fixture.host.advance(Duration.ofMillis(10_100));
        assertThat(drained).isCompleted();
        assertThat(fixture.io.engine().clientsCount()).isZero();
        assertThat(fixture.host.get(url).status()).isEqualTo(400);
    }

    @Test
    void clientThatDoesNotPollAgainDoesNotHoldUpTheDrain() {
        fixture.joinPolling();
        CompletionStage<Void> drained = drain(fixture, Duration.ofSeconds(10));
        fixture.host.advance(Duration.ofMillis(10_100));
        assertThat(drained).isCompleted();
        assertThat(fixture.io.engine().clientsCount()).isZero();
    }

    @Test
    void connectionThatEndsByItselfDuringTheDrainIsToldOfOnce() {
        MemoryWebSocket a = fixture.join();
        MemoryWebSocket b = fixture.join();
        CompletionStage<Void> drained = drain(fixture, Duration.ofSeconds(10));
        (a.isOpen() ? a : b).close();
        fixture.host.advance(Duration.ofSeconds(11));
        assertThat(drained).isCompleted();
        assertThat(fixture.events)
                .containsExactly(
                        "connection", "connection", "disconnect server shutting down", "disconnect transport close");
    }

    @Test
    void serverWithoutConnectionsIsDrainedAtOnce() {
        assertThat(drain(fixture, Duration.ofHours(1))).isCompleted();
        assertThat(drain(fixture, Duration.ZERO)).isCompleted();
    }

    @Test
    void drainInNoTimeEndsAllSoon() {
        List<MemoryWebSocket> clients = List.of(fixture.join(), fixture.join());
        CompletionStage<Void> drained = drain(fixture, Duration.ZERO);
        fixture.host.advance(Duration.ofMillis(100));
        assertThat(open(clients)).isZero();
        assertThat(drained).isCompleted();
    }

    @Test
    void clientThatDoesNotReadIsClosedAtTheLimit() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(1000)));
        MemoryWebSocket slow = small.join();
        slow.stopReading();
        small.socket().emit("x", "y".repeat(900));
        small.host.lane().crank();
        assertThat(small.events).containsExactly("connection");
        small.socket().emit("x", "y".repeat(900));
        small.host.lane().crank();
        assertThat(small.events).containsExactly("connection", "disconnect transport error");
        assertThat(slow.isOpen()).isFalse();
    }

    @Test
    void eventsBeyondTheLimitAreDroppedIfThatIsWantedAndAnswersAreNot() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.overflow(OverflowPolicy.DROP).engine(e -> e.maxOutboundBytes(1000)));
        MemoryWebSocket slow = small.join();
        Socket socket = small.socket();
        socket.handle("q", () -> "answer");
        slow.stopReading();
        socket.emit("first", "y".repeat(900));
        small.host.lane().crank();
        socket.emit("dropped", "y".repeat(200));
        small.io.emit("dropped", "y".repeat(200));
        socket.emit("small");
        small.host.lane().crank();
        slow.send("421[\"q\"]");
        assertThat(slow.isOpen()).isTrue();
        slow.startReading();
        assertThat(small.received(slow))
                .containsExactly("42[\"first\",\"" + "y".repeat(900) + "\"]", "42[\"small\"]", "431[\"answer\"]");
        socket.emit("after", "y".repeat(200));
        assertThat(small.received(slow)).hasSize(1);
    }

    @Test
    void socketIsNotWritableWhileMuchWaitsAndTellsWhenItIsAgain() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.pauseReadingBytes(1000)));
        MemoryWebSocket slow = small.join();
        Socket socket = small.socket();
        socket.onDrain(() -> small.events.add("drain " + socket.isWritable()));
        socket.onDrain(() -> small.events.add("removed")).remove();
        slow.stopReading();
        socket.emit("x", "y".repeat(500));
        small.host.lane().crank();
        assertThat(socket.isWritable()).isTrue();
        socket.emit("x", "y".repeat(600));
        small.host.lane().crank();
        assertThat(socket.isWritable()).isFalse();
        assertThat(small.events).containsExactly("connection");
        slow.startReading();
        assertThat(socket.isWritable()).isTrue();
        assertThat(small.events).containsExactly("connection", "drain true");
        socket.emit("x");
        assertThat(small.received(slow)).hasSize(3);
    }

    @Test
    void clientThatDoesNotReadIsNotReadEither() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.pauseReadingBytes(1000)));
        MemoryWebSocket slow = small.join();
        Socket socket = small.socket();
        socket.on("echo", (Args args) -> socket.emit("echo", args.get(0, String.class)));
        slow.stopReading();
        slow.send("42[\"echo\",\"" + "y".repeat(1100) + "\"]");
        assertThat(slow.isPaused()).isTrue();
        slow.send("42[\"echo\",\"waits\"]");
        slow.startReading();
        assertThat(slow.isPaused()).isFalse();
        assertThat(small.received(slow)).hasSize(2).last().isEqualTo("42[\"echo\",\"waits\"]");
    }
}
