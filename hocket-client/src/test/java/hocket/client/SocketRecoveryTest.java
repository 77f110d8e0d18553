package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connection state recovery, the client's part. */
class SocketRecoveryTest {
    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket();

    private FakeTransport.WebSocket connect(String... then) {
        socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        webSocket.text("40{\"sid\":\"id1\",\"pid\":\"p1\"}");
        webSocket.text(then);
        return webSocket;
    }

    private FakeTransport.WebSocket reconnect(FakeTransport.WebSocket former) {
        former.closed(1006);
        fixture.advance(Duration.ofSeconds(1));
        return fixture.openSession();
    }

    @Test
    void thePrivateIdAndTheLastOffsetAreShown() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",1,\"o1\"]", "42[\"b\",\"o2\"]"));

        assertThat(next.received()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o2\"}");
    }

    @Test
    void withoutAnOffsetThePrivateIdIsShownAlone() {
        assertThat(reconnect(connect()).received()).containsExactly("40{\"pid\":\"p1\"}");
    }

    @Test
    void onlyATextAtTheEndIsAnOffset() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",\"o1\"]", "42[\"b\",\"x\",1]", "42[\"c\"]"));

        assertThat(next.received()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o1\"}");
    }

    @Test
    void anEventThatAsksForAnAckHasNoOffset() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",\"o1\"]", "420[\"q\",\"the user's\"]"));

        assertThat(next.received()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o1\"}");
    }

    @Test
    void withoutRecoveryNothingIsShown() {
        FakeTransport.WebSocket first = fixture.connect(socket);
        first.text("42[\"a\",\"text\"]");

        assertThat(reconnect(first).received()).containsExactly("40");
        assertThat(socket.isRecovered()).isFalse();
    }

    @Test
    void aSessionIsRecoveredIfTheServerSaysSo() {
        FakeTransport.WebSocket first = connect();
        assertThat(socket.isRecovered()).isFalse();
        FakeTransport.WebSocket next = reconnect(first);

        next.text("40{\"sid\":\"id1\",\"pid\":\"p1\"}");

        assertThat(socket.isRecovered()).isTrue();
        assertThat(socket.id()).isEqualTo("id1");
    }

    @Test
    void anotherPrivateIdIsAnotherSession() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",\"o1\"]"));
        next.text("40{\"sid\":\"id2\",\"pid\":\"p2\"}");
        assertThat(socket.isRecovered()).isFalse();

        assertThat(reconnect(next).received()).containsExactly("40{\"pid\":\"p2\"}");
    }

    @Test
    void theOffsetOfARecoveredSessionIsKept() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",\"o1\"]"));
        next.text("40{\"sid\":\"id1\",\"pid\":\"p1\"}");

        assertThat(reconnect(next).received()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o1\"}");
    }

    @Test
    void whatIsMissedMayComeBeforeTheServerLetsUsIn() {
        FakeTransport.WebSocket next = reconnect(connect("42[\"a\",\"o1\"]"));
        next.text("42[\"b\",\"o2\"]", "40{\"sid\":\"id1\",\"pid\":\"p1\"}");

        assertThat(reconnect(next).received()).containsExactly("40{\"pid\":\"p1\",\"offset\":\"o2\"}");
    }

    @Test
    void whatTheUserShowsIsShownToo() {
        Map<String, String> auth = new LinkedHashMap<>();
        auth.put("token", "x");
        auth.put("offset", "mine");
        Socket shown = fixture.socket("/x", SocketOptions.builder().auth(auth).build());
        shown.connect();
        FakeTransport.WebSocket first = fixture.openSession();
        first.text("40/x,{\"sid\":\"id1\",\"pid\":\"p1\"}", "42/x,[\"a\",\"o1\"]");

        FakeTransport.WebSocket next = reconnect(first);

        assertThat(next.received()).containsExactly("40/x,{\"pid\":\"p1\",\"offset\":\"mine\",\"token\":\"x\"}");
    }
}
