package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a socket shows the server with its CONNECT. */
class SocketAuthTest {
    private final Fixture fixture = Fixture.webSocket();

    private Socket socket(SocketOptions.Builder options) {
        return fixture.socket("/", options.build());
    }

    @Test
    void aMapIsShown() {
        socket(SocketOptions.builder().auth(Map.of("token", "x"))).connect();

        assertThat(fixture.openSession().received()).containsExactly("40{\"token\":\"x\"}");
    }

    @Test
    void aRecordIsShown() {
        record Credentials(String token, int age) {}
        socket(SocketOptions.builder().auth(() -> new Credentials("x", 3))).connect();

        assertThat(fixture.openSession().received()).containsExactly("40{\"token\":\"x\",\"age\":3}");
    }

    @Test
    void itIsAskedForAnewWithEachConnection() {
        int[] asked = {0};
        Socket socket = socket(SocketOptions.builder().auth(() -> Map.of("n", ++asked[0])));
        socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        assertThat(webSocket.received()).containsExactly("40{\"n\":1}");
        webSocket.text("40{\"sid\":\"id1\"}");
        webSocket.closed(1006);

        fixture.advance(Duration.ofSeconds(1));

        assertThat(fixture.openSession().received()).containsExactly("40{\"n\":2}");
    }

    @Test
    void aConnectWaitsForWhatIsAnsweredLater() {
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        socket(SocketOptions.builder().authAsync(() -> later)).connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        assertThat(webSocket.received()).isEmpty();

        later.complete(Map.of("token", "x"));

        assertThat(webSocket.received()).containsExactly("40{\"token\":\"x\"}");
    }

    @Test
    void whatIsAnsweredTooLateIsNotShown() {
        List<CompletableFuture<Map<String, Integer>>> asked = new ArrayList<>();
        Socket socket = socket(SocketOptions.builder().authAsync(() -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }));
        socket.connect();
        fixture.openSession().closed(1006);
        fixture.advance(Duration.ofSeconds(1));
        FakeTransport.WebSocket second = fixture.openSession();

        asked.get(0).complete(Map.of("n", 1));
        assertThat(second.received()).isEmpty();
        asked.get(1).complete(Map.of("n", 2));
        assertThat(second.received()).containsExactly("40{\"n\":2}");
    }

    private void assertFailure(SocketOptions.Builder options, String message) {
        Socket socket = socket(options);
        CompletableFuture<Void> connected = socket.connect();

        FakeTransport.WebSocket webSocket = fixture.openSession();

        assertThat(webSocket.received()).isEmpty();
        assertThat(fixture.takeEvents()).containsExactly("connect_error " + message);
        assertThat(Fixture.errorOf(connected)).hasMessage(message);
        assertThat(socket.isActive()).isFalse();
        assertThat(webSocket.closing).isTrue();
    }

    @Test
    void whatASupplierThrowsIsAnErrorToConnect() {
        assertFailure(
                SocketOptions.builder().auth(() -> {
                    throw new java.io.IOException("no token");
                }),
                "no token");
    }

    @Test
    void aStageThatFailsIsAnErrorToConnect() {
        assertFailure(
                SocketOptions.builder().authAsync(() -> CompletableFuture.failedFuture(new Exception("no token"))),
                "no token");
    }

    @Test
    @SuppressWarnings("NullAway") // what a user may do all the same
    void noStageIsAnErrorToConnect() {
        assertFailure(SocketOptions.builder().authAsync(() -> null), "auth");
    }
}
