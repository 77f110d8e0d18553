package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Heartbeats of both revisions (reference §4.1). */
class HeartbeatProtocolTest {
    private static final String LEGACY = "/engine.io/?EIO=3&transport=polling&b64=1";

    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().frequentHeartbeats());

    /** With the times of the published suites, which poll the moment the time is up. */
    @RegisterExtension
    static final EngineUnderTest QUICK = new EngineUnderTest(Settings.defaults().quickHeartbeats());

    private static final int QUICK_LIMIT_MILLIS = 300 + 200;
    private static final long SLACK_MILLIS = 100; // a busy machine is late with its timers

    @Test
    void theServerPingsByPoll() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.poll().text()).isEqualTo("2");
                assertThat(session.post("3").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theServerPingsOverWebSocket() throws IOException {
        try (RawWebSocket webSocket = open("EIO=4")) {
            for (int i = 0; i < 3; i++) {
                assertThat(webSocket.receiveText()).isEqualTo("2");
                webSocket.send("3");
            }
        }
    }

    @Test
    void aPollRightAfterTheTimeoutFindsNoSession() throws Exception {
        try (PollingSession session = PollingSession.open(QUICK.port())) {
            Thread.sleep(QUICK_LIMIT_MILLIS + SLACK_MILLIS);

            assertThat(session.poll().status()).isEqualTo(400);
        }
    }

    @Test
    void aPollThatWaitsIsToldOfTheTimeout() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            assertThat(session.poll().text()).isEqualTo("2");

            assertThat(session.poll().text()).isEqualTo("1");
            assertThat(session.poll().status()).isEqualTo(400);
        }
    }

    @Test
    void aWebSocketThatDoesNotAnswerIsClosed() throws IOException {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.receiveText()).isEqualTo("2");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    @Test
    void heartbeatsGoOnAfterAnUpgrade() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port());
                RawWebSocket webSocket = session.upgrade()) {
            assertThat(webSocket.receiveText()).isEqualTo("2");
            webSocket.send("3");
            assertThat(webSocket.receiveText()).isEqualTo("2");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    @Test
    void aPingThatWasSentByPollIsAnsweredAfterTheUpgrade() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            assertThat(session.poll().text()).isEqualTo("2");
            try (RawWebSocket webSocket = session.upgrade()) {
                webSocket.send("3");
                assertThat(webSocket.receiveText()).isEqualTo("2");
            }
        }
    }

    @Test
    void aPingThatWasSentByPollTimesOutAfterTheUpgrade() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            assertThat(session.poll().text()).isEqualTo("2");
            try (RawWebSocket webSocket = session.upgrade()) {
                assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            }
        }
    }

    @Test
    void anOldClientPingsByPost() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), LEGACY)) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.post("1:2").status()).isEqualTo(200);
                assertThat(session.poll().text()).isEqualTo("1:3");
            }
        }
    }

    @Test
    void anOldClientPingsOverWebSocket() throws IOException {
        try (RawWebSocket webSocket = open("EIO=3")) {
            for (int i = 0; i < 3; i++) {
                webSocket.send("2");
                assertThat(webSocket.receiveText()).isEqualTo("3");
            }
        }
    }

    @Test
    void anOldClientThatDoesNotPingIsGone() throws Exception {
        try (PollingSession session = PollingSession.open(QUICK.port(), LEGACY)) {
            Thread.sleep(QUICK_LIMIT_MILLIS + SLACK_MILLIS);

            assertThat(session.post("1:2").status()).isEqualTo(400);
        }
    }

    @Test
    void anOldClientThatDoesNotPingOverWebSocketIsClosed() throws IOException {
        try (RawWebSocket webSocket = open("EIO=3")) {
            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    @Test
    void anOldClientThatDoesNotPingAfterAnUpgradeIsClosedToo() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), LEGACY);
                RawWebSocket webSocket = session.upgrade()) {
            webSocket.send("2");
            assertThat(webSocket.receiveText()).isEqualTo("3");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    /** A WebSocket whose handshake has been taken. */
    private static RawWebSocket open(String revision) throws IOException {
        RawWebSocket webSocket = RawWebSocket.open(ENGINE.port(), "/engine.io/?" + revision + "&transport=websocket");
        assertThat(webSocket.receiveText()).startsWith("0{");
        return webSocket;
    }
}
