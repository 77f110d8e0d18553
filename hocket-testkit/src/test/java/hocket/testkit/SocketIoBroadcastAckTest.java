package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.core.Call;
import hocket.core.CallException;
import hocket.engine.Handlers;
import hocket.server.BroadcastAnswers;
import hocket.server.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Broadcasts that ask for answers. */
class SocketIoBroadcastAckTest {
    private static final Call<String, Integer> LENGTH = Call.of("length", String.class, Integer.class);

    private final SocketIoFixture fixture = new SocketIoFixture();
    private final MemoryWebSocket a = fixture.join();
    private final Socket socketA = fixture.socket();
    private final MemoryWebSocket b = fixture.join();
    private final Socket socketB = fixture.socket();

    @Test
    void answersOfAllAreGatheredBySocket() {
        CompletableFuture<BroadcastAnswers<Args>> all = fixture.io.emitWithAck("q", 1);
        assertThat(fixture.received(a)).containsExactly("420[\"q\",1]");
        assertThat(fixture.received(b)).containsExactly("420[\"q\",1]");
        b.send("430[\"of b\",2]");
        fixture.host.lane().crank();
        assertThat(all).isNotDone();
        a.send("430[\"of a\"]");
        fixture.host.lane().crank();
        BroadcastAnswers<Args> answers = all.join();
        assertThat(answers.isComplete()).isTrue();
        assertThat(answers.answers().keySet()).containsExactly(socketB.id(), socketA.id());
        assertThat(answers.answers().get(socketB.id()).get(1, int.class)).isEqualTo(2);
        assertThat(answers.missing()).isEmpty();
    }

    @Test
    void answersMayHoldBinaryData() {
        CompletableFuture<BroadcastAnswers<Args>> all =
                fixture.io.to(socketA.id()).emitWithAck("q");
        fixture.host.lane().crank();
        a.send("461-0[{\"_placeholder\":true,\"num\":0}]");
        a.send(new byte[] {5});
        fixture.host.lane().crank();
        assertThat(all.join().answers().get(socketA.id()).get(0, byte[].class)).containsExactly(5);
    }

    @Test
    void socketsThatDoNotAnswerInTimeAreMissing() {
        CompletableFuture<BroadcastAnswers<Args>> all =
                fixture.io.timeout(Duration.ofSeconds(1)).emitWithAck("q");
        fixture.host.lane().crank();
        a.send("430[]");
        fixture.host.advance(Duration.ofMillis(900));
        assertThat(all).isNotDone();
        fixture.host.advance(Duration.ofMillis(200));
        BroadcastAnswers<Args> answers = all.join();
        assertThat(answers.isComplete()).isFalse();
        assertThat(answers.answers().keySet()).containsExactly(socketA.id());
        assertThat(answers.missing()).containsExactly(socketB.id());
        b.send("430[\"late\"]");
        assertThat(answers.answers()).hasSize(1);
        assertThat(b.isOpen()).isTrue();
    }

    @Test
    void socketsThatLeaveAreMissing() {
        CompletableFuture<BroadcastAnswers<Args>> all = fixture.io.emitWithAck("q");
        fixture.host.lane().crank();
        a.send("41");
        fixture.host.lane().crank();
        assertThat(all).isNotDone();
        b.send("430[]");
        fixture.host.lane().crank();
        assertThat(all.join().missing()).containsExactly(socketA.id());
        assertThat(all.join().answers()).containsOnlyKeys(socketB.id());
    }

    @Test
    void withoutTimeoutTheAnswersAreWaitedFor() {
        CompletableFuture<BroadcastAnswers<Args>> all = fixture.io.emitWithAck("q");
        for (int i = 0; i < 5; i++) {
            fixture.host.advance(Duration.ofSeconds(20));
            a.send("3");
            b.send("3");
        }
        assertThat(all).isNotDone();
        a.close();
        b.close();
        assertThat(all.join().missing()).containsExactlyInAnyOrder(socketA.id(), socketB.id());
    }

    @Test
    void broadcastToNobodyIsCompleteAtOnce() {
        CompletableFuture<BroadcastAnswers<Args>> none = fixture.io.to("empty").emitWithAck("q");
        CompletableFuture<BroadcastAnswers<Args>> never =
                fixture.io.of("/never joined").emitWithAck("q");
        fixture.host.lane().crank();
        assertThat(none.join().isComplete()).isTrue();
        assertThat(none.join().answers()).isEmpty();
        assertThat(never.join().isComplete()).isTrue();
    }

    @Test
    void socketInTwoRoomsIsAskedOnceAndTheSenderIsNot() {
        socketA.join("1", "2");
        socketB.join("1", "2");
        CompletableFuture<BroadcastAnswers<Args>> all = socketA.to("1", "2").emitWithAck("q");
        assertThat(fixture.received(a)).isEmpty();
        assertThat(fixture.received(b)).containsExactly("420[\"q\"]");
        b.send("430[]");
        fixture.host.lane().crank();
        assertThat(all.join().answers()).containsOnlyKeys(socketB.id());
    }

    @Test
    void secondAnswerOfOneSocketIsNotAnothers() {
        CompletableFuture<BroadcastAnswers<Args>> all = fixture.io.emitWithAck("q");
        fixture.host.lane().crank();
        a.send("430[1]");
        a.send("430[2]");
        fixture.host.lane().crank();
        assertThat(all).isNotDone();
        b.send("430[3]");
        fixture.host.lane().crank();
        assertThat(all.join().answers().get(socketA.id()).get(0, int.class)).isEqualTo(1);
    }

    @Test
    void socketThatOwesTooManyAcksIsMissing() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxPendingAcks(1));
        MemoryWebSocket client = limited.join();
        CompletableFuture<Args> owed = limited.socket().emitWithAck("first");
        CompletableFuture<BroadcastAnswers<Args>> all = limited.io.emitWithAck("q");
        assertThat(limited.received(client)).containsExactly("420[\"first\"]");
        assertThat(all.join().missing()).containsExactly(limited.socket().id());
        assertThat(owed).isNotDone();
    }

    @Test
    void volatileBroadcastAsksOnlyWhoHasRoom() {
        b.stopReading();
        fixture.io.emit("fills");
        fixture.host.lane().crank();
        CompletableFuture<BroadcastAnswers<Args>> all = fixture.io.asVolatile().emitWithAck("q");
        fixture.host.lane().crank();
        a.send("430[]");
        fixture.host.lane().crank();
        assertThat(all.join().answers()).containsOnlyKeys(socketA.id());
        assertThat(all.join().missing()).isEmpty();
    }

    @Test
    void slowSocketThatEndsByTheBroadcastIsMissing() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(1000)));
        MemoryWebSocket slow = small.join();
        String slowId = small.socket().id();
        MemoryWebSocket quick = small.join();
        slow.stopReading();
        small.io.emit("fills", "x".repeat(800));
        small.host.lane().crank();
        CompletableFuture<BroadcastAnswers<Args>> all = small.io.emitWithAck("q", "x".repeat(800));
        small.host.lane().crank();
        quick.send("430[]");
        small.host.lane().crank();
        assertThat(all.join().missing()).containsExactly(slowId);
        assertThat(all.join().answers()).hasSize(1);
    }

    @Test
    void callTellsAnswersAndRefusalsAndWhatCannotBeReadApart() {
        MemoryWebSocket c = fixture.join();
        Socket socketC = fixture.socket();
        CompletableFuture<BroadcastAnswers<Integer>> all = fixture.io.call(LENGTH, "abc");
        fixture.host.lane().crank();
        a.send("430[3]");
        b.send("430[\"no number\"]");
        c.send("430[{\"error\":{\"code\":\"no\",\"message\":\"not me\"}}]");
        fixture.host.lane().crank();
        BroadcastAnswers<Integer> answers = all.join();
        assertThat(answers.answers()).containsOnlyKeys(socketA.id()).containsValue(3);
        assertThat(answers.refusals()).containsOnlyKeys(socketB.id(), socketC.id());
        assertThat(answers.refusals().get(socketB.id())).isInstanceOf(ArgsException.class);
        assertThat(answers.refusals().get(socketC.id())).isInstanceOf(CallException.class);
        assertThat(answers.missing()).isEmpty();
        assertThat(answers.isComplete()).isFalse();
    }

    @Test
    void argumentsThatCannotBeEncodedFailTheCallerAndAskNobody() {
        assertThatThrownBy(() -> fixture.io.emitWithAck("q", new Object()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(fixture.received(a)).isEmpty();
    }

    @Test
    void answersAreCompletedWhereHandlersRun() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        handlers.crank();
        CompletableFuture<BroadcastAnswers<Args>> all = pooled.io.emitWithAck("q");
        pooled.host.lane().crank();
        client.send("430[]");
        assertThat(all).isNotDone();
        handlers.crank();
        assertThat(all).isCompleted();
    }
}
