package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.core.DisconnectedException;
import hocket.core.Event;
import hocket.server.ConnectRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The client that users test their handlers with. */
class TestClientTest {
    private static final Event<String> SAID = Event.of("said", String.class);

    private final List<String> reasons = new ArrayList<>();
    private final TestServer server =
            TestServer.start(options -> options.connectionStateRecovery(Duration.ofMinutes(2)), io -> {
                io.onConnection(socket -> {
                    socket.join("all");
                    socket.onDisconnect(reason -> reasons.add(reason.wire()));
                    socket.on("fail", () -> {
                        throw new IllegalStateException("of a test");
                    });
                    socket.handle("double", Integer.class, number -> 2 * number);
                });
                io.of("/closed").use(socket -> {
                    throw new ConnectRefusedException(
                            "closed", socket.handshake().auth(Map.class));
                });
            });

    @Test
    void eventsAreKeptUntilTheyAreAskedFor() {
        TestClient client = server.connect();
        server.io().emit(SAID, "one");
        server.io().emit("other", new byte[] {1, 2});
        server.io().emit(SAID, "two");
        assertThat(client.waiting()).containsExactly("said", "other", "said");
        assertThat(client.next(SAID)).isEqualTo("one");
        assertThat(client.next("other").get(0, byte[].class)).containsExactly(1, 2);
        assertThat(client.next(SAID)).isEqualTo("two");
        assertThatThrownBy(() -> client.next("other"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no \"other\" has come; there is []");
    }

    @Test
    void bothSidesAskAndAnswer() {
        TestClient client = server.connect().answers("who", args -> "ada");
        assertThat(client.emitWithAck("double", 21).join().get(0, int.class)).isEqualTo(42);

        CompletableFuture<String> asked = server.io()
                .emitWithAck("who")
                .thenApply(all -> all.answers().get(client.id()).get(0, String.class));
        server.settle();
        assertThat(asked).isCompletedWithValue("ada");
    }

    @Test
    void whoIsRefusedLearnsWhy() {
        TestClient client = server.connect("/closed", Map.of("key", 1));
        assertThat(client.isConnected()).isFalse();
        assertThat(client.connectError().json(0)).isEqualTo("{\"message\":\"closed\",\"data\":{\"key\":1}}");
        assertThatThrownBy(client::id).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatHandlersThrowIsKept() {
        server.connect().emit("fail");
        assertThat(server.errors()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClientThatWasCutComesBackToItsSession() {
        TestClient client = server.connect();
        String id = client.id();
        server.io().emit(SAID, "before");
        CompletableFuture<Args> owed = client.emitWithAck("nobody answers");
        client.cut();
        assertThat(reasons).containsExactly("transport error");
        assertThatThrownBy(owed::join).hasCauseInstanceOf(DisconnectedException.class);

        server.io().to("all").emit(SAID, "meanwhile");
        client.reconnect();
        assertThat(client.id()).isEqualTo(id);
        assertThat(client.next(SAID)).isEqualTo("before");
        assertThat(client.next(SAID)).isEqualTo("meanwhile");
    }

    @Test
    void aClientThatLeavesIsGone() {
        TestClient client = server.connect();
        client.disconnect();
        assertThat(client.isConnected()).isFalse();
        assertThat(reasons).containsExactly("client namespace disconnect");
    }

    @Test
    void pingsAreAnsweredUntilItFallsSilent() {
        TestClient client = server.connect();
        server.advance(Duration.ofMinutes(5));
        assertThat(client.isConnected()).isTrue();
        client.fallSilent();
        server.advance(Duration.ofSeconds(46));
        assertThat(client.isConnected()).isFalse();
        assertThat(reasons).containsExactly("ping timeout");
    }
}
