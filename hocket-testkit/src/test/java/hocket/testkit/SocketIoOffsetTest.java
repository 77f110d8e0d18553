package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells a client that was cut off how much it has got. */
class SocketIoOffsetTest {
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final SocketIoFixture fixture = new SocketIoFixture(o -> o.connectionStateRecovery(KEPT));
    private RecoveringClient client = new RecoveringClient(fixture);

    private Socket socket() {
        return fixture.socket();
    }

    @Test
    void connectBringsAPrivateIdToo() {
        client.connect("");
        assertThat(client.sid).hasSize(20).isEqualTo(socket().id());
        assertThat(client.pid).hasSize(20).isNotEqualTo(client.sid);
        assertThat(socket().isRecovered()).isFalse();
    }

    @Test
    void withoutRecoveryThereIsNoPrivateIdAndNoOffset() {
        SocketIoFixture plain = new SocketIoFixture();
        MemoryWebSocket webSocket = plain.open();
        webSocket.send("40{\"pid\":\"x\",\"offset\":\"y\"}");
        plain.io.emit("x");
        assertThat(plain.received(webSocket))
                .satisfiesExactly(
                        connect -> assertThat(connect).matches("40\\{\"sid\":\"[^\"]+\"}"),
                        event -> assertThat(event).isEqualTo("42[\"x\"]"));
    }

    @Test
    void eventsEndWithAnOffset() {
        client.connect("");
        socket().join("r");
        socket().emit("to one", 1);
        fixture.io.emit("to all", "s");
        fixture.io.to("r").emit("to a room");
        client.take();
        assertThat(client.events)
                .satisfiesExactly(
                        one -> assertThat(one).matches("42\\[\"to one\",1,\"[^\"]+\"]"),
                        all -> assertThat(all).matches("42\\[\"to all\",\"s\",\"[^\"]+\"]"),
                        room -> assertThat(room).matches("42\\[\"to a room\",\"[^\"]+\"]"));
        assertThat(client.events.stream()
                        .map(text -> RecoveringClient.seen(text, ""))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void eventsWithAcksAndVolatileOnesHaveNoOffsetOfTheirOwn() {
        client.connect("");
        CompletableFuture<Args> one = socket().emitWithAck("one", "s");
        CompletableFuture<?> all = fixture.io.emitWithAck("all", "s");
        socket().asVolatile().emit("volatile", 1);
        fixture.io.asVolatile().emit("volatile too", 1);
        client.take();
        assertThat(client.events)
                .containsExactly(
                        "420[\"one\",\"s\"]", "421[\"all\",\"s\"]", "42[\"volatile\",1]", "42[\"volatile too\",1]");
        assertThat(one).isNotDone();
        assertThat(all).isNotDone();
    }

    @Test
    void acksHaveNoOffset() {
        client.connect("");
        socket().handle("q", () -> "a");
        client.webSocket.send("421[\"q\"]");
        client.take();
        assertThat(client.events).containsExactly("431[\"a\"]");
    }

    @Test
    void onAnyOutgoingSeesArgumentsWithoutOffsets() {
        client.connect("");
        List<Object> seen = new ArrayList<>();
        socket().onAnyOutgoing((event, args) -> seen.add(event + args));
        socket().emit("one", 1);
        fixture.io.emit("all");
        fixture.io.asVolatile().emit("volatile", "s");
        fixture.host.lane().crank();
        assertThat(seen).containsExactly("one[1]", "all[]", "volatile[s]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pid\":\"PID\",\"offset\":\"a stranger's\"}",
                "{\"pid\":\"PID\",\"offset\":\"\"}",
                "{\"pid\":\"PID\",\"offset\":5}",
                "{\"pid\":\"PID\",\"offset\":{\"a\":1}}",
                "{\"pid\":[\"PID\"]}",
                "{\"pid\":\"SID\"}",
                "{\"pid\":\"\"}",
                "{\"pid\":null}",
                "{\"pid\":\"aaaaaaaaaaaaaaaaaaaa\",\"offset\":\"OFFSET\"}",
                "{\"pid\":\"PID\",\"offset\":\"OFFSETz\"}",
                "{\"pid\":\"PID\",\"offset\":\"x-1\"}",
                "{\"offset\":\"OFFSET\"}"
            })
    void whatIsNotAnOwnPidAndOffsetMakesANewSession(String auth) {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("got");
        client.take();
        client.cut();
        fixture.io.emit("secret");
        RecoveringClient other = new RecoveringClient(fixture);
        other.connect(auth.replace("PID", client.pid).replace("SID", first).replace("OFFSET", client.offset));
        assertThat(other.sid).isNotEmpty().isNotEqualTo(first);
        assertThat(other.events).isEmpty();
        assertThat(socket().isRecovered()).isFalse();
    }

    @Test
    void offsetFarAheadMakesANewSession() {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("1");
        client.take();
        client.offset = client.offset.replaceFirst("-.*", "-zzz");
        client.cut();
        client.comeBack();
        assertThat(client.sid).isNotEqualTo(first);
    }

    @Test
    void stringAtTheEndOfAVolatileEventDoesNotLoseTheOffset() {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("got");
        fixture.io.asVolatile().emit("chat", "hello");
        socket().asVolatile().emit("tick");
        client.take();
        assertThat(client.names()).containsExactly("got", "chat", "tick");
        client.cut();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void stringAtTheEndOfAnEventWithAnAckDoesNotLoseTheOffset() {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("got");
        CompletableFuture<Args> asked = socket().emitWithAck("question", "hello");
        client.take();
        client.offset = "hello"; // what a client believes that looks at the last argument and not at the callback
        client.cut();
        assertThat(asked).isCompletedExceptionally();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void stringThatStandsForAnOffsetDoesSoAfterASecondCutToo() {
        client.connect("");
        String first = client.sid;
        CompletableFuture<Args> asked = socket().emitWithAck("question", "hello");
        client.take();
        client.offset = "hello";
        client.cut();
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        client.cut();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
        assertThat(asked).isCompletedExceptionally();
    }

    @Test
    void stringThatMiddlewareSentBeforeTheConnectDoesNotLoseTheOffset() {
        fixture.io.use(socket -> socket.emit("welcome", "hello"));
        client.connect("");
        String first = client.sid;
        assertThat(client.names()).containsExactly("welcome");
        client.cut();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).contains("missed");
    }

    @Test
    void offsetOfAnEarlierSessionBringsNothingFromBeforeTheNewOne() {
        client.connect("");
        fixture.io.emit("old");
        client.take();
        client.webSocket.send("41");
        fixture.io.emit("while it was away");
        client.connect("{\"pid\":\"" + client.pid + "\",\"offset\":\"" + client.offset + "\"}");
        assertThat(client.events).isEmpty();
        client.cut();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void clientsOfVersionTwoGetOffsetsTooAndNoPrivateId() {
        SocketIoFixture legacy =
                new SocketIoFixture(o -> o.connectionStateRecovery(KEPT).engine(e -> e.allowEIO3(true)));
        MemoryWebSocket webSocket = legacy.openLegacy();
        legacy.io.emit("x", 1);
        assertThat(legacy.received(webSocket)).hasSize(1).first().asString().matches("42\\[\"x\",1,\"[^\"]+\"]");
    }

    @Test
    void offsetsAreInOrderForWhatOneSocketGetsWhoeverSendsIt() {
        client.connect("");
        socket().emit("1");
        fixture.io.emit("2");
        socket().asVolatile().emit("3", "s");
        socket().emit("4");
        client.take();
        assertThat(client.names()).containsExactly("1", "2", "3", "4");
        client.cut();
        client.comeBack();
        assertThat(client.events).isEmpty();
    }

    @Test
    void eventThatCannotBeEncodedTakesNoOffset() {
        client.connect("");
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> fixture.io.emit("x", cycle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixture.io.asVolatile().emit("x", cycle)).isInstanceOf(IllegalArgumentException.class);
        fixture.io.emit("y");
        client.take();
        client.cut();
        fixture.io.emit("z");
        client.comeBack();
        assertThat(client.names()).containsExactly("z");
    }
}
