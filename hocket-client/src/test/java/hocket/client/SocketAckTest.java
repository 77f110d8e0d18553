package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Ack;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.CallException;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Acks, both ways. */
class SocketAckTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Fixture fixture = Fixture.webSocket(options -> options.maxPendingAcks(3));
    private final Socket socket = fixture.socket();

    @Test
    void idsCountFromZeroForEachSocket() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        Socket other = fixture.manager.socket("/x");
        other.connect();
        webSocket.text("40/x,{\"sid\":\"x\"}");
        webSocket.received();

        socket.emitWithAck("a");
        socket.emitWithAck("b", 1);
        other.emitWithAck("c");

        assertThat(webSocket.received()).containsExactly("420[\"a\"]", "421[\"b\",1]", "42/x,0[\"c\"]");
    }

    @Test
    void eachAnswerGoesToItsQuestion() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> a = socket.emitWithAck("a");
        CompletableFuture<Args> b = socket.emitWithAck("b");
        webSocket.received();

        webSocket.text("431[\"to b\",2]");
        assertThat(a).isNotDone();
        webSocket.text("430[]");

        assertThat(b.join().toList()).containsExactly("to b", 2);
        assertThat(a.join().size()).isZero();
    }

    @Test
    void anAnswerMayBeBinary() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> answer = socket.emitWithAck("a");

        webSocket.text("461-0[{\"_placeholder\":true,\"num\":0}]");
        webSocket.binary((byte) 7);

        assertThat(answer).isCompleted();
        assertThat(answer.join().get(0, byte[].class)).containsExactly(7);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsMissed() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> answer = socket.timeout(SECOND).emitWithAck("a");
        fixture.advance(SECOND.minusNanos(1));
        assertThat(answer).isNotDone();

        fixture.advance(Duration.ofNanos(1));

        assertThat(Fixture.errorOf(answer))
                .isInstanceOf(AckTimeoutException.class)
                .hasMessage("operation has timed out");
        webSocket.text("430[\"late\"]");
        assertThat(socket.isConnected()).isTrue();
    }

    @Test
    void anAnswerInTimeLeavesNoTimer() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        int before = fixture.server.lane.alarms();
        CompletableFuture<Args> answer = socket.timeout(SECOND).emitWithAck("a");
        webSocket.received();

        webSocket.text("430[1]");

        assertThat(answer).isCompleted();
        assertThat(fixture.server.lane.alarms()).isEqualTo(before);
    }

    @Test
    void theSocketsOwnLimitIsTheDefault() {
        Socket limited = fixture.socket(
                "/", SocketOptions.builder().ackTimeout(SECOND).build()); // the socket exists already: ignored
        assertThat(limited).isSameAs(socket);
        Socket other =
                fixture.socket("/x", SocketOptions.builder().ackTimeout(SECOND).build());
        CompletableFuture<Args> one = other.emitWithAck("a");
        CompletableFuture<Args> two = other.timeout(SECOND.plusSeconds(1)).emitWithAck("b");

        fixture.advance(SECOND);

        assertThat(one).isCompletedExceptionally();
        assertThat(two).isNotDone();
    }

    @Test
    void anEventThatTimedOutOfflineIsNotSent() {
        CompletableFuture<Args> answer = socket.timeout(SECOND).emitWithAck("a");
        socket.emit("b");
        fixture.advance(SECOND);
        assertThat(answer).isCompletedExceptionally();

        assertThat(fixture.connect(socket).received()).containsExactly("42[\"b\"]");
    }

    @Test
    void aDisconnectEndsTheWaitButForWhatWasNotSent() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> sent = socket.timeout(SECOND.multipliedBy(60)).emitWithAck("a");
        webSocket.received();
        webSocket.closed(1006);
        CompletableFuture<Args> kept = socket.emitWithAck("b");

        assertThat(Fixture.errorOf(sent))
                .isInstanceOf(DisconnectedException.class)
                .hasMessage("socket has been disconnected");
        assertThat(kept).isNotDone();
        fixture.advance(SECOND);
        FakeTransport.WebSocket next = fixture.accept(socket);
        assertThat(next.received()).containsExactly("421[\"b\"]");
        next.text("431[\"ok\"]");
        assertThat(kept).isCompleted();
    }

    @Test
    void aServerMayNotOweTooManyAcks() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        socket.emitWithAck("a");
        socket.emitWithAck("b");
        socket.emitWithAck("c");
        CompletableFuture<Args> fourth = socket.emitWithAck("d");

        assertThat(Fixture.errorOf(fourth))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 acks");
        assertThat(webSocket.received()).hasSize(3);
        webSocket.text("430[]");
        assertThat(socket.emitWithAck("e")).isNotDone();
    }

    @Test
    void unknownAndRepeatedAcksMeanNothing() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        CompletableFuture<Args> answer = socket.emitWithAck("a");
        webSocket.received();

        webSocket.text("43999[1]", "430[1]", "430[2]");

        assertThat(answer.join().toList()).containsExactly(1);
        assertThat(socket.isConnected()).isTrue();
    }

    @Test
    void anEventIsAnsweredOnce() {
        socket.on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isTrue();
            ack.send("a", 1);
            ack.send("b");
        });
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("427[\"q\"]");

        assertThat(webSocket.received()).containsExactly("437[\"a\",1]");
    }

    @Test
    void anAnswerOfOursMayBeBinary() {
        socket.on("q", (args, ack) -> ack.send(new byte[] {1}));
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("427[\"q\"]");

        assertThat(webSocket.received()).containsExactly("461-7[{\"_placeholder\":true,\"num\":0}]", "[1]");
    }

    @Test
    void nobodyIsAnsweredWhoDidNotAsk() {
        socket.on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isFalse();
            ack.send("a");
        });
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("42[\"q\"]");

        assertThat(webSocket.received()).isEmpty();
        assertThat(fixture.errors).isEmpty();
    }

    @Test
    void aHandlerThatFailsAnswersWithAnError() {
        socket.on("q", () -> {
            throw new IllegalStateException("secret");
        });
        socket.handle("no", () -> {
            throw new CallException("not_allowed", "go away");
        });
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("427[\"q\"]", "428[\"no\"]");

        assertThat(webSocket.received())
                .containsExactly(
                        "437[{\"error\":{\"code\":\"internal_error\",\"message\":\"the handler failed\"}}]",
                        "438[{\"error\":{\"code\":\"not_allowed\",\"message\":\"go away\"}}]");
        assertThat(fixture.errors).singleElement().hasToString("java.lang.IllegalStateException: secret");
    }

    @Test
    void anAnswerThatCannotBeEncodedMayBeGivenAnew() {
        List<Ack> acks = new ArrayList<>();
        socket.on("q", (args, ack) -> acks.add(ack));
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.text("427[\"q\"]");

        assertThatThrownBy(() -> acks.get(0).send(new Object())).isInstanceOf(IllegalArgumentException.class);
        acks.get(0).send("ok");

        assertThat(webSocket.received()).containsExactly("437[\"ok\"]");
    }

    @Test
    void anAnswerWhoseConnectionIsGoneIsDropped() {
        List<Ack> acks = new ArrayList<>();
        socket.on("q", (args, ack) -> acks.add(ack));
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.text("427[\"q\"]", "428[\"q\"]");
        webSocket.closed(1006);
        acks.get(0).send("while offline");
        fixture.advance(SECOND);
        FakeTransport.WebSocket next = fixture.openSession();
        fixture.letIn(next, socket, "{\"sid\":\"id2\"}");

        acks.get(1).send("to somebody else");

        assertThat(next.received()).isEmpty();
    }
}
