package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to WebSocket, step by step (reference §4.5). */
class UpgradeProtocolTest {
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().observed());

    private PollingSession session;

    @BeforeEach
    void open() throws IOException {
        session = PollingSession.open(ENGINE.port());
    }

    @AfterEach
    void close() throws IOException {
        session.close();
    }

    @Test
    void theWebSocketTakesOver() throws IOException {
        try (RawWebSocket webSocket = session.probe()) {
            assertThat(session.poll().text()).isEqualTo("6");

            webSocket.send("5");
            webSocket.send("4hello");
            assertThat(webSocket.receiveText()).isEqualTo("4hello");
        }
    }

    @Test
    void aPollThatWaitsIsEndedByTheProbe() throws IOException {
        session.beginPoll();
        try (RawWebSocket webSocket = session.openWebSocket()) {
            webSocket.send("2probe");

            assertThat(session.endPoll().text()).isEqualTo("6");
            assertThat(webSocket.receiveText()).isEqualTo("3probe");
        }
    }

    @Test
    void aPollThatWaitsWhenTheWebSocketTakesOverIsEnded() throws IOException {
        try (RawWebSocket webSocket = session.probe()) {
            session.beginPoll();
            webSocket.send("5");
            assertThat(session.endPoll().text()).isIn("1", "6");
            assertMismatch(session.poll());
            assertEcho(webSocket);
        }
    }

    @Test
    void pollsAndPostsAreRefusedAfterTheUpgrade() throws IOException {
        try (RawWebSocket webSocket = session.upgrade()) {
            assertEcho(webSocket);

            assertMismatch(session.poll());
            assertMismatch(session.post("4hello"));
            assertEcho(webSocket);
        }
    }

    @Test
    void anotherWebSocketIsClosedAfterTheUpgrade() throws IOException {
        try (RawWebSocket webSocket = session.upgrade();
                RawWebSocket other = session.openWebSocket()) {
            assertThat(other.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertEcho(webSocket);
        }
    }

    @Test
    void anotherWebSocketIsClosedDuringTheUpgrade() throws IOException {
        try (RawWebSocket webSocket = session.openWebSocket();
                RawWebSocket other = session.openWebSocket()) {
            assertThat(other.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);

            webSocket.send("2probe");
            assertThat(webSocket.receiveText()).isEqualTo("3probe");
            webSocket.send("5");
            assertEcho(webSocket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2other", "3probe", "4hello", "5", "1", "abc", ""})
    void aWebSocketThatDoesNotProbeIsClosedAndPollingGoesOn(String packet) throws IOException {
        try (RawWebSocket webSocket = session.openWebSocket()) {
            webSocket.send(packet);

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertPollingGoesOn();
        }
    }

    @Test
    void aWebSocketThatGoesAwayAfterTheProbeLeavesPollingAlone() throws IOException {
        session.probe().close();

        assertThat(session.post("4still polling").status()).isEqualTo(200);
        assertThat(session.poll().text()).isIn("4still polling", "6\u001e4still polling");
    }

    @Test
    void messagesGoByPollUntilTheWebSocketTakesOver() throws IOException {
        try (RawWebSocket webSocket = session.probe()) {
            assertThat(session.post("4by poll").status()).isEqualTo(200);
            assertThat(session.poll().text()).isIn("4by poll", "6\u001e4by poll");

            assertThat(session.post("4kept").status()).isEqualTo(200);
            webSocket.send("5");
            assertThat(webSocket.receiveText()).isEqualTo("4kept");
        }
    }

    @Test
    void theClientCanCloseDuringTheUpgrade() throws IOException {
        try (RawWebSocket webSocket = session.probe()) {
            session.post("1");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertThat(session.poll().text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    @Test
    void theServerCanCloseAfterTheUpgrade() throws IOException {
        try (RawWebSocket webSocket = session.upgrade()) {
            webSocket.send("4do:close");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    @Test
    void theSessionEndsWithItsNewTransport() throws IOException {
        session.upgrade().close();

        try (RawWebSocket other = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket")) {
            other.receiveText();
            other.send("4do:reason:" + session.sid());
            assertThat(other.receiveText()).isEqualTo("4transport close");
        }
    }

    private void assertPollingGoesOn() throws IOException {
        assertThat(session.post("4still polling").status()).isEqualTo(200);
        assertThat(session.poll().text()).isEqualTo("4still polling");
    }

    private static void assertEcho(RawWebSocket webSocket) throws IOException {
        webSocket.send("4echo");
        assertThat(webSocket.receiveText()).isEqualTo("4echo");
    }

    private static void assertMismatch(Response response) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).isEqualTo(BAD_REQUEST);
    }
}
