package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.ConnectRefusedException;
import hocket.server.DataKey;
import hocket.server.RecoveryOptions;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that were cut off and come back to their sessions. */
class SocketIoRecoveryTest {
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final SocketIoFixture fixture = new SocketIoFixture(o -> o.connectionStateRecovery(KEPT));
    private RecoveringClient client = new RecoveringClient(fixture);

    private Socket socket() {
        return fixture.socket();
    }

    @Test
    void clientThatComesBackIsWhoItWasAndGetsWhatItMissedBeforeTheConnect() {
        DataKey<String> user = DataKey.of("user", String.class);
        client.connect("");
        String sid = client.sid;
        String pid = client.pid;
        socket().join("r");
        socket().data().put(user, "ann");
        fixture.io.emit("got");
        client.take();
        client.cut();
        fixture.io.emit("missed all", 1);
        fixture.io.to("r").emit("missed room", new byte[] {7});
        fixture.io.to(sid).emit("missed own");
        client.webSocket = fixture.open();
        client.webSocket.send("40{\"pid\":\"" + pid + "\",\"offset\":\"" + client.offset + "\"}");
        List<String> came = fixture.received(client.webSocket);
        assertThat(came).hasSize(5);
        assertThat(came.get(0)).startsWith("42[\"missed all\",1,\"");
        assertThat(came.get(1)).startsWith("451-[\"missed room\",");
        assertThat(came.get(3)).startsWith("42[\"missed own\",\"");
        assertThat(came.get(4)).isEqualTo("40{\"sid\":\"" + sid + "\",\"pid\":\"" + pid + "\"}");
        assertThat(socket().isRecovered()).isTrue();
        assertThat(socket().id()).isEqualTo(sid);
        assertThat(socket().rooms()).containsExactlyInAnyOrder(sid, "r");
        assertThat(socket().data().get(user)).isEqualTo("ann");
        fixture.io.to("r").emit("on");
        client.take();
        assertThat(client.names()).containsExactly("on");
        assertThat(fixture.events).containsExactly("connection", "disconnect transport error", "connection");
    }

    @Test
    void onlyWhatWasMeantForTheClientIsMissed() {
        client.connect("");
        socket().join("in");
        client.cut();
        fixture.io.to("in").emit("yes");
        fixture.io.to("out").emit("not in the room");
        fixture.io.except("in").emit("excepted");
        fixture.io.to("in").except(client.sid).emit("excepted by id");
        fixture.io.asVolatile().emit("volatile");
        CompletableFuture<?> asked = fixture.io.emitWithAck("with ack");
        fixture.io.to("out", "in").emit("yes too");
        fixture.io.of("/other").emit("other namespace");
        client.comeBack();
        assertThat(client.names()).containsExactly("yes", "yes too");
        fixture.host.lane().crank();
        assertThat(asked).isCompleted();
    }

    @Test
    void whatTheClientHasGotIsNotSentAgain() {
        client.connect("");
        fixture.io.emit("1");
        client.take();
        fixture.io.emit("2");
        fixture.host.lane().crank();
        client.cut();
        fixture.io.emit("3");
        client.comeBack();
        assertThat(client.names()).containsExactly("2", "3");
        client.cut();
        fixture.io.emit("4");
        client.comeBack();
        assertThat(client.names()).containsExactly("4");
    }

    @Test
    void privateIdIsGoodForOneReturn() {
        client.connect("");
        String first = client.sid;
        client.cut();
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        RecoveringClient thief = new RecoveringClient(fixture);
        thief.connect("{\"pid\":\"" + client.pid + "\"}");
        client.webSocket.send("3"); // it is asked whether it is there
        thief.take();
        assertThat(thief.sid).isNotEmpty().isNotEqualTo(first);
        assertThat(thief.pid).isNotEqualTo(client.pid);
    }

    @Test
    void sessionIsForgottenWhenItsTimeIsOver() {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("x");
        client.take();
        client.cut();
        fixture.host.advance(KEPT.minusSeconds(1));
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        client.cut();
        fixture.host.advance(KEPT.plusSeconds(1));
        client.comeBack();
        assertThat(client.sid).isNotEqualTo(first);
        assertThat(socket().isRecovered()).isFalse();
    }

    @Test
    void sessionIsOfItsNamespace() {
        fixture.io.of("/admin");
        client.connect("");
        client.cut();
        RecoveringClient other = new RecoveringClient(fixture);
        other.webSocket = fixture.open();
        other.webSocket.send("40/admin,{\"pid\":\"" + client.pid + "\"}");
        other.take();
        assertThat(other.sid).isNotEmpty().isNotEqualTo(client.sid);
        assertThat(fixture.io.of("/admin").sockets()).noneMatch(Socket::isRecovered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"offset\":null"})
    void clientThatHasReceivedNothingComesBackToo(String offset) {
        fixture.io.emit("before its time");
        client.connect("");
        String first = client.sid;
        client.cut();
        fixture.io.emit("missed");
        client.connect("{\"pid\":\"" + client.pid + "\"" + offset + "}");
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void eventsThatWereSentWhileTheClientWasAskedAboutAreNotMissed() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.io.useAsync(socket -> decision);
        client.webSocket = fixture.open();
        client.webSocket.send("40");
        fixture.io.emit("before it was in");
        decision.complete(null);
        client.take();
        assertThat(client.events).isEmpty();
        client.cut();
        fixture.io.emit("missed");
        client.comeBack();
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void clientThatGotNothingOfWhatItMissedGetsItAfterTheNextReturn() {
        client.connect("");
        client.cut();
        fixture.io.emit("missed");
        String auth = "{\"pid\":\"" + client.pid + "\"}";
        client.connect(auth);
        assertThat(client.names()).containsExactly("missed");
        client.cut(); // and it never arrived
        client.connect(auth);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void idleClientWhoseLastEventIsLongAgoComesBack() {
        client.connect("");
        String first = client.sid;
        fixture.io.emit("long ago");
        client.take();
        for (int i = 0; i < 20; i++) {
            fixture.host.advance(Duration.ofSeconds(20));
            client.webSocket.send("3");
            fixture.io.to("somewhere else").emit("not for it");
            client.take();
        }
        client.cut();
        fixture.io.emit("missed");
        fixture.host.advance(KEPT.minusSeconds(1));
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void sessionIsKeptForEachReasonThatIsAnAccident() {
        List<Runnable> accidents = List.of(
                () -> client.webSocket.close(),
                () -> client.webSocket.breakDown(),
                () -> client.webSocket.send("2"),
                () -> client.webSocket.send("42[]"),
                () -> fixture.host.advance(Duration.ofSeconds(46)));
        for (Runnable accident : accidents) {
            client.connect("");
            String first = client.sid;
            fixture.io.emit("got");
            client.take();
            accident.run();
            client.comeBack();
            assertThat(client.sid).isEqualTo(first);
        }
        assertThat(fixture.events.stream()
                        .filter(event -> event.startsWith("disconnect"))
                        .distinct())
                .containsExactly(
                        "disconnect transport close",
                        "disconnect transport error",
                        "disconnect forced close",
                        "disconnect ping timeout");
    }

    @Test
    void sessionIsNotKeptIfOneSideWantedTheEndOrTheClientSpokeNonsense() {
        List<Runnable> ends = List.of(
                () -> client.webSocket.send("41"),
                () -> socket().disconnect(),
                () -> socket().disconnect(true),
                () -> client.webSocket.send("9"));
        for (Runnable end : ends) {
            client.connect("");
            String first = client.sid;
            fixture.io.emit("got");
            client.take();
            end.run();
            fixture.host.lane().crank();
            client.comeBack();
            assertThat(client.sid).isNotEqualTo(first);
        }
        assertThat(fixture.events).contains("disconnect parse error");
    }

    @Test
    void middlewareIsAskedAboutAClientThatComesBack() {
        List<Boolean> asked = new ArrayList<>();
        fixture.io.use(socket -> asked.add(socket.isRecovered()));
        client.connect("");
        String first = client.sid;
        client.cut();
        client.comeBack();
        assertThat(client.sid).isEqualTo(first);
        assertThat(asked).containsExactly(false, true);
    }

    @Test
    void middlewareMayRefuseAClientThatComesBack() {
        client.connect("");
        socket().join("r");
        client.cut();
        fixture.io.use(socket -> {
            throw new ConnectRefusedException("banned");
        });
        fixture.io.emit("secret");
        client.comeBack();
        assertThat(client.events).containsExactly("44{\"message\":\"banned\"}");
        assertThat(fixture.io.of("/").rooms()).isEmpty();
    }

    @Test
    void eventsThatAreSentWhileMiddlewareIsAskedAboutAReturnAreMissedEventsToo() {
        List<CompletableFuture<Void>> decisions = new ArrayList<>();
        client.connect("");
        String first = client.sid;
        socket().join("r");
        client.cut();
        fixture.io.emit("1");
        fixture.io.useAsync(socket -> {
            decisions.add(new CompletableFuture<>());
            return decisions.get(0);
        });
        client.comeBack();
        fixture.io.to("r").emit("2");
        decisions.get(0).complete(null);
        client.take();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("1", "2");
    }

    @Test
    void middlewareIsNotAskedAboutAReturnIfThatIsNotWanted() {
        SocketIoFixture skipping = new SocketIoFixture(o -> o.connectionStateRecovery(new RecoveryOptions(KEPT, true)));
        List<String> asked = new ArrayList<>();
        skipping.io.use(socket -> asked.add(socket.id()));
        RecoveringClient skipped = new RecoveringClient(skipping);
        skipped.connect("");
        String first = skipped.sid;
        skipped.cut();
        skipped.comeBack();
        assertThat(skipped.sid).isEqualTo(first);
        assertThat(asked).containsExactly(first);
        skipped.connect("{\"pid\":\"unknown\"}");
        assertThat(asked).hasSize(2);
    }

    @Test
    void clientThatIsCutAgainBeforeItWasBackMayStillComeBack() {
        List<CompletableFuture<Void>> decisions = new ArrayList<>();
        client.connect("");
        String first = client.sid;
        client.cut();
        fixture.io.emit("missed");
        fixture.io.useAsync(socket -> {
            decisions.add(new CompletableFuture<>());
            return decisions.get(decisions.size() - 1);
        });
        client.comeBack();
        client.cut();
        decisions.get(0).complete(null);
        fixture.host.lane().crank();
        client.comeBack();
        decisions.get(1).complete(null);
        client.take();
        assertThat(client.sid).isEqualTo(first);
        assertThat(client.names()).containsExactly("missed");
    }

    @Test
    void handlersOfTheFormerSocketAreNotThoseOfTheRecoveredOne() {
        client.connect("");
        socket().on("x", args -> fixture.events.add("former"));
        client.cut();
        client.comeBack();
        client.webSocket.send("42[\"x\"]");
        assertThat(fixture.events).doesNotContain("former");
    }

    @Test
    void clientThatCannotTakeWhatItMissedLeavesNothingBehind() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.connectionStateRecovery(KEPT).engine(e -> e.maxOutboundBytes(1000)));
        RecoveringClient slow = new RecoveringClient(small);
        slow.connect("");
        small.socket().join("r");
        slow.cut();
        for (int i = 0; i < 3; i++) {
            small.io.emit("missed", "x".repeat(900));
        }
        small.host.lane().crank();
        slow.webSocket = small.open();
        slow.webSocket.stopReading();
        slow.webSocket.send("40{\"pid\":\"" + slow.pid + "\"}");
        assertThat(slow.webSocket.isOpen()).isFalse();
        assertThat(small.io.of("/").sockets()).isEmpty();
        assertThat(small.io.of("/").rooms()).isEmpty();
        assertThat(small.events).containsExactly("connection", "disconnect transport error");
    }

    @Test
    void clientThatHasMissedMoreThanIsKeptIsANewOne() {
        client.connect("");
        fixture.io.emit("seen");
        fixture.host.lane().crank();
        client.take();
        client.cut();
        String million = "x".repeat(1_000_000);
        for (int i = 0; i < 70; i++) {
            fixture.io.emit("missed", million);
        }
        fixture.host.lane().crank();
        String sid = client.sid;
        client.comeBack();
        assertThat(client.sid).isNotEqualTo(sid);
        assertThat(client.events).isEmpty();
    }
}
