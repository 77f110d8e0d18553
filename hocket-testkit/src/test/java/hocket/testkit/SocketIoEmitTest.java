package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.core.Call;
import hocket.core.CallException;
import hocket.core.DisconnectedException;
import hocket.core.Event;
import hocket.engine.Handlers;
import hocket.engine.HttpCompression;
import hocket.server.Namespace;
import hocket.server.OverflowPolicy;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends to one socket, how, and what it gets back. */
class SocketIoEmitTest {
    private static final Call<String, Integer> LENGTH = Call.of("length", String.class, Integer.class);

    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void sendIsTheEventMessage() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().send("a", 1);
        fixture.socket().send();
        assertThat(fixture.received(client)).containsExactly("42[\"message\",\"a\",1]", "42[\"message\"]");
    }

    @Test
    void describedEventHasItsNameAndOneArgument() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().emit(Event.of("e", Map.class), Map.of("a", 1));
        assertThat(fixture.received(client)).containsExactly("42[\"e\",{\"a\":1}]");
    }

    @Test
    void argumentsAreWrittenWhenTheyAreEmitted() {
        MemoryWebSocket client = fixture.join();
        List<Integer> changing = new ArrayList<>(List.of(1));
        Thread elsewhere = new Thread(() -> fixture.socket().emit("e", changing));
        elsewhere.start();
        assertThat(elsewhere).satisfies(Thread::join);
        changing.add(2);
        assertThat(fixture.received(client)).containsExactly("42[\"e\",[1]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesCannotBeAskedOrBroadcastEither(String name) {
        fixture.join();
        Socket socket = fixture.socket();
        assertThatThrownBy(() -> socket.emitWithAck(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.broadcast().emit(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixture.io.to("r").emitWithAck(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.asVolatile().emit(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "connection", "ping", "new_namespace", ""})
    void namesThatSoundReservedAreNot(String name) {
        MemoryWebSocket client = fixture.join();
        fixture.socket().emit(name);
        assertThat(fixture.received(client)).containsExactly("42[\"" + name + "\"]");
    }

    @Test
    void volatileEventIsSentWhenTheWebSocketHasRoomAndElseDropped() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.asVolatile().emit("room");
        fixture.host.lane().crank();
        client.stopReading();
        socket.emit("fills");
        fixture.host.lane().crank();
        socket.asVolatile().emit("dropped");
        socket.emit("waits");
        fixture.host.lane().crank();
        client.startReading();
        socket.asVolatile().emit("room again");
        assertThat(fixture.received(client))
                .containsExactly("42[\"room\"]", "42[\"fills\"]", "42[\"waits\"]", "42[\"room again\"]");
    }

    @Test
    void volatileEventIsSentWhenAPollWaitsAndElseDropped() {
        String url = fixture.joinPolling();
        Socket socket = fixture.socket();
        socket.asVolatile().emit("dropped");
        fixture.host.lane().crank();
        MemoryExchange poll = fixture.host.get(url);
        assertThat(poll.response()).isNull();
        socket.asVolatile().emit("taken");
        fixture.host.lane().crank();
        assertThat(poll.text()).isEqualTo("42[\"taken\"]");
        socket.asVolatile().emit("dropped too");
        fixture.host.lane().crank();
        assertThat(fixture.host.get(url).response()).isNull();
    }

    @Test
    void volatileIsForOneEmitter() {
        MemoryWebSocket client = fixture.join();
        client.stopReading();
        fixture.socket().emit("fills");
        fixture.host.lane().crank();
        fixture.socket().asVolatile().to("r").emit("other");
        fixture.socket().emit("waits");
        fixture.host.lane().crank();
        client.startReading();
        assertThat(fixture.received(client)).containsExactly("42[\"fills\"]", "42[\"waits\"]");
    }

    @Test
    void flagsOfASocketAreInheritedByTheBroadcastThatFollows() {
        MemoryWebSocket sender = fixture.join();
        Socket socket = fixture.socket();
        MemoryWebSocket slow = fixture.join();
        fixture.socket().join("r");
        MemoryWebSocket quick = fixture.join();
        fixture.socket().join("r");
        slow.stopReading();
        fixture.io.emit("fills");
        fixture.host.lane().crank();
        socket.asVolatile().to("r").emit("volatile");
        fixture.host.lane().crank();
        slow.startReading();
        assertThat(fixture.received(slow)).containsExactly("42[\"fills\"]");
        assertThat(fixture.received(quick)).containsExactly("42[\"fills\"]", "42[\"volatile\"]");
        assertThat(fixture.received(sender)).containsExactly("42[\"fills\"]");
    }

    @Test
    void answerIsCompressedUnlessTheEmitSaysNo() {
        SocketIoFixture zipping = new SocketIoFixture(o -> o.engine(e -> e.httpCompression(new HttpCompression(100))));
        String url = zipping.joinPolling();
        MemoryExchange plain = zipping.host.get(url, "Accept-Encoding", "gzip");
        zipping.socket().compress(false).emit("e", "x".repeat(500));
        zipping.host.lane().crank();
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.text()).hasSizeGreaterThan(500);
        MemoryExchange zipped = zipping.host.get(url, "Accept-Encoding", "gzip");
        zipping.socket().emit("e", "x".repeat(500));
        zipping.host.lane().crank();
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        MemoryExchange broadcast = zipping.host.get(url, "Accept-Encoding", "gzip");
        zipping.io.compress(false).emit("e", "x".repeat(500));
        zipping.host.lane().crank();
        assertThat(broadcast.header("Content-Encoding")).isNull();
    }

    @Test
    void ackIdsCountPerNamespaceFromZero() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        MemoryWebSocket b = fixture.join();
        Namespace admin = fixture.io.of("/admin");
        a.send("40/admin,");
        fixture.received(a);
        List<CompletableFuture<?>> asked = List.of(
                socketA.emitWithAck("x"),
                fixture.socket().emitWithAck("x"),
                admin.emitWithAck("x"),
                fixture.io.to(socketA.id()).emitWithAck("x"));
        assertThat(fixture.received(a)).containsExactly("420[\"x\"]", "42/admin,0[\"x\"]", "422[\"x\"]");
        assertThat(fixture.received(b)).containsExactly("421[\"x\"]");
        assertThat(asked).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void ackMayHoldAnyNumberOfValues() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> none = fixture.socket().emitWithAck("x");
        CompletableFuture<Args> some = fixture.socket().emitWithAck("x");
        fixture.host.lane().crank();
        client.send("430[]");
        client.send("461-1[1,{\"_placeholder\":true,\"num\":0}]");
        client.send(new byte[] {7});
        assertThat(none.join().size()).isZero();
        assertThat(some.join().get(1, byte[].class)).containsExactly(7);
    }

    @Test
    void ackAfterItsTimeoutIsUnknownAndChangesNothing() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> answer =
                fixture.socket().timeout(Duration.ofSeconds(1)).emitWithAck("x");
        fixture.host.advance(Duration.ofMillis(1100));
        client.send("430[\"late\"]");
        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckTimeoutException.class);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void ackInTimeStopsTheClock() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> answer =
                fixture.socket().timeout(Duration.ofSeconds(1)).emitWithAck("x");
        fixture.host.lane().crank();
        client.send("430[\"in time\"]");
        fixture.host.advance(Duration.ofSeconds(2));
        assertThat(answer.join().get(0, String.class)).isEqualTo("in time");
    }

    @Test
    void timeoutFreesThePlaceOfTheAck() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxPendingAcks(1));
        MemoryWebSocket client = limited.join();
        CompletableFuture<Args> first =
                limited.socket().timeout(Duration.ofSeconds(1)).emitWithAck("x");
        limited.host.advance(Duration.ofMillis(1100));
        assertThat(first).isCompletedExceptionally();
        limited.received(client);
        CompletableFuture<Args> second = limited.socket().emitWithAck("x");
        assertThat(limited.received(client)).containsExactly("421[\"x\"]");
        assertThat(second).isNotDone();
        CompletableFuture<Args> third = limited.socket().emitWithAck("x");
        assertThat(limited.received(client)).isEmpty();
        assertThat(third).isCompletedExceptionally();
        client.send("431[]");
        assertThat(second).isCompleted();
        CompletableFuture<Args> fourth = limited.socket().emitWithAck("x");
        assertThat(limited.received(client)).containsExactly("423[\"x\"]");
        assertThat(fourth).isNotDone();
    }

    @Test
    void withoutTimeoutAnAnswerIsWaitedForUntilTheSocketGoes() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> answer = fixture.socket().emitWithAck("x");
        for (int i = 0; i < 5; i++) {
            fixture.host.advance(Duration.ofSeconds(20));
            client.send("3");
        }
        assertThat(answer).isNotDone();
        client.send("41");
        assertThatThrownBy(answer::join).hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    void callReadsItsAnswer() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Integer> answer = fixture.socket().call(LENGTH, "abc");
        assertThat(fixture.received(client)).containsExactly("420[\"length\",\"abc\"]");
        client.send("430[3]");
        assertThat(answer.join()).isEqualTo(3);
    }

    @Test
    void callOfAPeerThatRefusesFailsWithWhatItSaid() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Integer> answer = fixture.socket().call(LENGTH, "abc");
        fixture.host.lane().crank();
        client.send("430[{\"error\":{\"code\":\"c\",\"message\":\"m\",\"data\":[1]}}]");
        assertThatThrownBy(answer::join).cause().isInstanceOfSatisfying(CallException.class, error -> {
            assertThat(error.code()).isEqualTo("c");
            assertThat(error).hasMessage("m");
            assertThat(error.data()).isEqualTo(List.of(1));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"x\"]", "[null]", "[]", "[{\"error\":\"x\"}]", "[{\"error\":{\"code\":1}}]"})
    void callWhoseAnswerDoesNotFitFails(String values) {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Integer> answer = fixture.socket().call(LENGTH, "abc");
        fixture.host.lane().crank();
        client.send("430" + values);
        assertThatThrownBy(answer::join).hasCauseInstanceOf(ArgsException.class);
    }

    @Test
    void callOfTheTimeoutEmitterHasALimit() {
        fixture.join();
        CompletableFuture<Integer> answer =
                fixture.socket().timeout(Duration.ofSeconds(1)).call(LENGTH, "abc");
        fixture.host.advance(Duration.ofMillis(1100));
        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckTimeoutException.class);
    }

    @Test
    void answersAreCompletedWhereHandlersRun() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        handlers.crank();
        CompletableFuture<Args> answer = pooled.socket().emitWithAck("x");
        CompletableFuture<Args> late =
                pooled.socket().timeout(Duration.ofSeconds(1)).emitWithAck("x");
        pooled.host.lane().crank();
        client.send("430[]");
        pooled.host.advance(Duration.ofSeconds(2));
        assertThat(answer).isNotDone();
        assertThat(late).isNotDone();
        handlers.crank();
        assertThat(answer).isCompleted();
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void nothingIsSentToASocketThatHasGone() {
        MemoryWebSocket client = fixture.join();
        client.send("41");
        Socket gone = fixture.socket();
        gone.emit("x");
        gone.send("x");
        gone.asVolatile().emit("x");
        assertThat(fixture.received(client)).isEmpty();
    }

    @Test
    void ackThatIsGivenAfterTheSocketHasGoneIsDropped() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Integer> later = new CompletableFuture<>();
        fixture.socket().handle("x", () -> later);
        client.send("421[\"x\"]");
        client.send("41");
        later.complete(1);
        assertThat(fixture.received(client)).isEmpty();
    }

    @Test
    void eventsOfOneThreadArriveInOrderWhateverTheirKind() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().join("r");
        fixture.socket().emit("1");
        fixture.io.to("r").emit("2");
        CompletableFuture<Args> asked = fixture.socket().emitWithAck("3");
        fixture.io.of("/").emit("4");
        fixture.socket().asVolatile().emit("5");
        assertThat(fixture.received(client))
                .containsExactly("42[\"1\"]", "42[\"2\"]", "420[\"3\"]", "42[\"4\"]", "42[\"5\"]");
        assertThat(asked).isNotDone();
    }

    @Test
    void questionThatWasDroppedForOverflowFails() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.overflow(OverflowPolicy.DROP).engine(e -> e.maxOutboundBytes(1000)));
        MemoryWebSocket slow = small.join();
        slow.stopReading();
        small.socket().emit("fills", "y".repeat(900));
        small.host.lane().crank();
        CompletableFuture<Args> asked = small.socket().emitWithAck("q", "y".repeat(900));
        small.host.lane().crank();
        assertThat(asked).isCompletedExceptionally();
    }
}
