package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a manager ends. */
class ManagerCloseTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Fixture fixture = Fixture.webSocket();
    private final FakeTransport server = fixture.server;
    private final Manager manager = fixture.manager;
    private final Socket socket = fixture.socket();

    @Test
    void aManagerThatWasNeverOpenIsClosedAtOnce() {
        CompletableFuture<Void> closed = manager.closeAsync();
        server.lane.crank();

        assertThat(closed).isCompleted();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void aManagerIsClosedWhenTheServerHasHeardTheGoodBye() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        fixture.takeEvents();

        CompletableFuture<Void> closed = manager.closeAsync();

        assertThat(webSocket.received()).containsExactly("41");
        assertThat(webSocket.closing).isTrue();
        assertThat(closed).isNotDone();
        webSocket.closed(1000);
        assertThat(closed).isCompleted();
        assertThat(fixture.takeEvents()).containsExactly("disconnect io client disconnect");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void thatIsSoForPollingToo() {
        Fixture polling = new Fixture(options -> options.upgrade(false));
        polling.connectOverPolling(polling.socket());

        CompletableFuture<Void> closed = polling.manager.closeAsync();

        assertThat(polling.server.post().body()).isEqualTo("41");
        polling.server.post().answer("ok");
        assertThat(closed).isNotDone();
        assertThat(polling.server.post().body()).isEqualTo("1");
        polling.server.post().answer("ok");
        assertThat(closed).isCompleted();
        assertThat(polling.server.lane.alarms()).isZero();
    }

    @Test
    void aGoodByeThatIsOnItsWayAlreadyIsWaitedFor() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        socket.disconnect();

        CompletableFuture<Void> closed = manager.closeAsync();
        server.lane.crank();
        assertThat(closed).isNotDone();

        webSocket.closed(1000);
        assertThat(closed).isCompleted();
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLongerThanTenSeconds() {
        Fixture polling = new Fixture(options -> options.upgrade(false));
        polling.connectOverPolling(polling.socket());
        CompletableFuture<Void> closed = polling.manager.closeAsync();

        polling.advance(TEN_SECONDS.minusNanos(1));
        assertThat(closed).isNotDone();
        polling.advance(Duration.ofNanos(1));

        assertThat(closed).isCompleted();
        assertThat(polling.server.isPosting()).isFalse();
        assertThat(polling.server.isPolling()).isFalse();
        assertThat(polling.server.lane.alarms()).isZero();
    }

    @Test
    void closingTwiceIsHarmless() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        CompletableFuture<Void> first = manager.closeAsync();
        CompletableFuture<Void> second = manager.closeAsync();
        server.lane.crank();
        manager.close(); // on the lane: it must not wait
        webSocket.closed(1000);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        manager.close();
        assertThat(webSocket.received()).containsExactly("41");
    }

    @Test
    void anOpeningIsCut() {
        CompletableFuture<Void> connected = socket.connect();
        FakeTransport.WebSocket webSocket = server.webSocket();

        CompletableFuture<Void> closed = manager.closeAsync();
        server.lane.crank();

        assertThat(webSocket.aborted).isTrue();
        assertThat(closed).isCompleted();
        assertThat(connected).isCompletedExceptionally();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void anAttemptThatIsPlannedIsNotMade() {
        fixture.connect(socket).closed(1006);

        CompletableFuture<Void> closed = manager.closeAsync();
        server.lane.crank();

        assertThat(closed).isCompleted();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void whoWaitsForAnAckWaitsNoLonger() {
        fixture.connect(socket);
        CompletableFuture<?> sent = socket.emitWithAck("a");
        Socket other = manager.socket("/other");
        CompletableFuture<?> kept = other.timeout(Duration.ofMinutes(1)).emitWithAck("b");
        server.lane.crank();

        manager.closeAsync();
        server.lane.crank();

        assertThat(Fixture.errorOf(sent)).isInstanceOf(DisconnectedException.class);
        assertThat(Fixture.errorOf(kept)).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void nothingCanBeDoneAfterwards() {
        manager.closeAsync();
        server.lane.crank();

        CompletableFuture<Void> connected = socket.connect();
        CompletableFuture<Void> opened = manager.open();
        CompletableFuture<?> acked = socket.timeout(Duration.ofSeconds(1)).emitWithAck("a");
        socket.emit("b");
        server.lane.crank();

        assertThat(Fixture.errorOf(connected)).isInstanceOf(IllegalStateException.class);
        assertThat(Fixture.errorOf(opened)).isInstanceOf(IllegalStateException.class);
        assertThat(Fixture.errorOf(acked)).isInstanceOf(DisconnectedException.class);
        assertThat(server.webSockets).isEmpty();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void aTransportThatWasGivenStaysOpen() {
        fixture.connect(socket).closed(1006);
        manager.closeAsync();
        server.lane.crank();

        assertThat(server.closed).isFalse();
    }

    @Test
    void aManagerWhoseTransportWasClosedIsClosedAtOnce() {
        fixture.connect(socket);
        server.lane.close();

        assertThat(manager.closeAsync()).isCompleted();
    }

    @Test
    void aSocketOfAManagerClosesItselfOnly() {
        fixture.connect(socket);

        socket.close();
        server.lane.crank();

        assertThat(manager.isClosing()).isFalse();
        assertThat(socket.isConnected()).isFalse();
    }

    @Test
    void aSocketThatOwnsItsManagerClosesIt() {
        FakeTransport other = new FakeTransport();
        Socket owner = SocketIoClient.open(
                "http://localhost:3000/chat?x=1",
                options -> options.transport(other).handlers(Runnable::run),
                SocketOptions.DEFAULT);
        owner.connect();
        assertThat(owner.nsp()).isEqualTo("/chat");
        assertThat(FakeTransport.query(other.poll().request)).containsEntry("x", "1");

        owner.close();
        other.lane.crank();

        assertThat(owner.io().isClosing()).isTrue();
        assertThat(other.isPolling()).isFalse();
        assertThat(other.lane.alarms()).isZero();
    }

    @Test
    void theQueryOfTheOptionsReplacesThatOfTheAddress() {
        FakeTransport other = new FakeTransport();
        Socket[] seen = new Socket[1];

        Socket made = SocketIoClient.connect(
                "http://localhost:3000?x=1",
                options -> options.transport(other).handlers(Runnable::run).query(java.util.Map.of("y", "2")),
                SocketOptions.DEFAULT,
                socketSeen -> seen[0] = socketSeen);

        assertThat(made).isSameAs(seen[0]);
        assertThat(FakeTransport.query(other.poll().request))
                .containsEntry("y", "2")
                .doesNotContainKey("x");
    }
}
