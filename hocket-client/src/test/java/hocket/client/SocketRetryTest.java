package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sockets that send an event again until it is acknowledged: at least once, and never in another order. */
class SocketRetryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket(
            "/", SocketOptions.builder().retries(2).ackTimeout(SECOND).build());

    @Test
    void oneEventIsOnItsWayAtATime() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> a = socket.emitWithAck("a");
        CompletableFuture<Args> b = socket.emitWithAck("b");
        assertThat(webSocket.received()).containsExactly("420[\"a\"]");

        webSocket.text("430[\"ok\"]");

        assertThat(a.join().toList()).containsExactly("ok");
        assertThat(webSocket.received()).containsExactly("421[\"b\"]");
        assertThat(b).isNotDone();
    }

    @Test
    void plainEventsAreAcknowledgedToo() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        socket.emit("a", 1);
        socket.emit("b");
        assertThat(webSocket.received()).containsExactly("420[\"a\",1]");

        webSocket.text("430[]");

        assertThat(webSocket.received()).containsExactly("421[\"b\"]");
    }

    @Test
    void whatIsVolatileDoesNotQueue() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        socket.emit("a");
        socket.asVolatile().emit("v");

        assertThat(webSocket.received()).containsExactly("420[\"a\"]", "42[\"v\"]");
    }

    @Test
    void eachTryHasAnotherIdAndThereIsAnEnd() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> a = socket.emitWithAck("a", "x");
        socket.emit("b");
        assertThat(webSocket.received()).containsExactly("420[\"a\",\"x\"]");
        fixture.advance(SECOND);
        assertThat(webSocket.received()).containsExactly("421[\"a\",\"x\"]");
        fixture.advance(SECOND);
        assertThat(webSocket.received()).containsExactly("422[\"a\",\"x\"]");
        assertThat(a).isNotDone();

        fixture.advance(SECOND);

        assertThat(Fixture.errorOf(a)).isInstanceOf(AckTimeoutException.class);
        assertThat(webSocket.received()).containsExactly("423[\"b\"]");
    }

    @Test
    void anAckOfAFormerTryIsTooLate() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> a = socket.emitWithAck("a");
        webSocket.received();
        fixture.advance(SECOND);

        webSocket.text("430[]");
        assertThat(a).isNotDone();
        webSocket.text("431[]");
        assertThat(a).isCompleted();
    }

    @Test
    void nothingIsTriedOffline() {
        socket.emit("a");
        socket.emit("b");
        fixture.advance(Duration.ofMinutes(1));

        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        assertThat(webSocket.received()).containsExactly("420[\"a\"]");
        webSocket.text("430[]");
        assertThat(webSocket.received()).containsExactly("421[\"b\"]");
    }

    @Test
    void whatWasOnItsWayIsSentAgainFirst() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        socket.emit("a");
        socket.emit("b");
        webSocket.received();
        webSocket.closed(1006);
        socket.emit("c");
        fixture.advance(SECOND);

        FakeTransport.WebSocket next = fixture.accept(socket);

        assertThat(next.received()).containsExactly("421[\"a\"]");
        next.text("431[]");
        assertThat(next.received()).containsExactly("422[\"b\"]");
        next.text("432[]");
        assertThat(next.received()).containsExactly("423[\"c\"]");
    }

    @Test
    void aDisconnectCountsAsATry() {
        CompletableFuture<Args> a = socket.emitWithAck("a");
        fixture.connect(socket).closed(1006);
        fixture.advance(SECOND);
        fixture.accept(socket).closed(1006);
        fixture.advance(SECOND);
        FakeTransport.WebSocket third = fixture.accept(socket);
        assertThat(third.received()).containsExactly("422[\"a\"]");
        assertThat(a).isNotDone();

        third.closed(1006);

        assertThat(Fixture.errorOf(a)).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void noTimerRunsForWhatWaits() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        int before = fixture.server.lane.alarms();
        socket.emit("a");
        socket.emit("b");
        socket.emit("c");
        webSocket.received();

        assertThat(fixture.server.lane.alarms()).isEqualTo(before + 1);
    }

    @Test
    void whatCannotBeEncodedIsTheCallersErrorAndDoesNotQueue() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        assertThatThrownBy(() -> socket.emit("a", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emit("connect")).isInstanceOf(IllegalArgumentException.class);
        socket.emit("b");

        assertThat(webSocket.received()).containsExactly("420[\"b\"]");
    }

    @Test
    void theEndOfTheManagerIsTheEndOfTheQueue() {
        CompletableFuture<Args> a = socket.emitWithAck("a");
        CompletableFuture<Args> b = socket.emitWithAck("b");
        fixture.connect(socket);

        fixture.manager.closeAsync();
        fixture.server.lane.crank();

        assertThat(Fixture.errorOf(a)).isInstanceOf(DisconnectedException.class);
        assertThat(Fixture.errorOf(b)).isInstanceOf(DisconnectedException.class);
        assertThat(Fixture.errorOf(socket.emitWithAck("c"))).isInstanceOf(DisconnectedException.class);
    }
}
