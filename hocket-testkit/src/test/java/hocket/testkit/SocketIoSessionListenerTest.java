package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.CloseReason;
import hocket.engine.ConnectionError;
import hocket.engine.EngineSocket;
import hocket.engine.OutboundLimit;
import hocket.engine.UpgradeFailure;
import hocket.engine.spi.HttpRequest;
import hocket.server.DisconnectReason;
import hocket.server.ServerListener;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is told to whoever watches a server of its sessions: requests refused, transports, bytes, slow clients. */
class SocketIoSessionListenerTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private final List<String> told = new ArrayList<>();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private final SocketIoFixture fixture = new SocketIoFixture(o -> o.listener(new Recorder()));
    private final MemoryHost host = fixture.host;

    /** The URL of a new polling session; what was told of it is forgotten. */
    private String openPolling() {
        String url = POLLING + "&sid=" + EngineFixture.sid(host.get(POLLING).text());
        told.clear();
        return url;
    }

    private MemoryWebSocket probing(String url) {
        MemoryWebSocket webSocket = host.webSocket(url.replace("polling", "websocket"));
        webSocket.send("2probe");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        return webSocket;
    }

    @Test
    void theServerIsToldFirst() {
        fixture.join();
        assertThat(told).startsWith("created true", "opened websocket");
    }

    @Test
    void sessionOpensBeforeItsSocketsAndClosesAfterThem() {
        fixture.join().close();
        assertThat(told)
                .containsExactly(
                        "created true",
                        "opened websocket",
                        "connected",
                        "disconnected transport close",
                        "closed websocket: transport close");
    }

    @Test
    void sessionThatEndsSaysWhyAndOverWhichTransport() {
        MemoryExchange handshake = host.get(POLLING);
        assertThat(handshake.status()).isEqualTo(200);
        host.advance(Duration.ofMinutes(1));
        assertThat(told).containsExactly("created true", "opened polling", "closed polling: ping timeout");
    }

    @Test
    void requestsThatAreRefusedAreToldWithTheReason() {
        host.get("/socket.io/?EIO=4&transport=pigeon");
        host.get(POLLING + "&sid=nobody");
        host.post(POLLING, "");
        host.get("/socket.io/?EIO=3&transport=polling");
        host.webSocket(POLLING);
        assertThat(told)
                .containsExactly(
                        "created true",
                        "error UNKNOWN_TRANSPORT",
                        "error UNKNOWN_SID",
                        "error BAD_HANDSHAKE_METHOD",
                        "error UNSUPPORTED_PROTOCOL_VERSION",
                        "error BAD_REQUEST");
    }

    @Test
    void handshakesBeyondTheLimitAreToldAsUnavailable() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.listener(new Recorder()).engine(engine -> engine.maxConnections(1)));
        small.open();
        told.clear();
        assertThat(small.host.get(POLLING).status()).isEqualTo(503);
        assertThat(told).containsExactly("unavailable /socket.io/");
    }

    @Test
    void upgradeIsTold() {
        String url = openPolling();
        probing(url).send("5");
        assertThat(told).containsExactly("upgraded websocket");
    }

    @Test
    void webSocketThatIsTooSlowToTakeOverIsTold() {
        probing(openPolling());
        host.advance(Duration.ofSeconds(11));
        assertThat(told).containsExactly("not upgraded polling: TIMED_OUT");
    }

    @Test
    void webSocketThatIsLostBeforeItTakesOverIsTold() {
        String url = openPolling();
        probing(url).close();
        probing(url).breakDown();
        assertThat(told).containsExactly("not upgraded polling: CLOSED", "not upgraded polling: CLOSED");
    }

    @Test
    void webSocketThatBringsSomethingElseThanAnUpgradeIsTold() {
        String url = openPolling();
        probing(url).send("4early");
        probing(url).send("what");
        assertThat(told)
                .containsExactly("not upgraded polling: UNEXPECTED_PACKET", "not upgraded polling: UNEXPECTED_PACKET");
    }

    @Test
    void upgradeThatTheEndOfTheSessionInterruptsIsToldBeforeTheEnd() {
        String url = openPolling();
        probing(url);
        host.post(url, "1");
        host.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("not upgraded polling: SESSION_CLOSED", "closed polling: transport close");
    }

    @Test
    void upgradeOfASessionThatIsBeingClosedIsTold() {
        String url = openPolling();
        MemoryWebSocket webSocket = probing(url);
        fixture.io.engine().clients().forEach(EngineSocket::close);
        webSocket.send("5");
        assertThat(told).containsExactly("not upgraded polling: SESSION_CLOSED", "closed polling: forced close");
    }

    @Test
    void bytesAreThoseOfTheEngineIoPackets() {
        MemoryWebSocket client = fixture.join();
        bytesReceived.set(0);
        bytesSent.set(0);
        String withAttachment = "451-[\"x\",{\"_placeholder\":true,\"num\":0}]";
        client.send(withAttachment);
        client.send(new byte[] {1, 2, 3});
        client.send("3");
        fixture.socket().emit("x");
        fixture.socket().emit("y");
        fixture.received(client);
        assertThat(bytesReceived).hasValue(withAttachment.length() + 3 + 1);
        assertThat(bytesSent).hasValue(7 + 7);
    }

    @Test
    void clientThatExceedsMaxOutboundBytesIsToldAndItsSessionEnds() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.listener(new Recorder()).engine(engine -> engine.maxOutboundBytes(1000)));
        small.join().stopReading();
        told.clear();
        small.socket().emit("x", "y".repeat(900));
        small.socket().emit("x", "y".repeat(900));
        small.host.lane().crank();
        assertThat(told)
                .containsExactly(
                        "exceeded MAX_OUTBOUND_BYTES",
                        "disconnected transport error",
                        "closed websocket: transport error");
    }

    @Test
    void clientThatTakesNothingForTheWriteTimeoutIsToldAndItsSessionEnds() {
        fixture.join().stopReading();
        told.clear();
        fixture.socket().emit("x");
        host.advance(Duration.ofSeconds(19));
        assertThat(told).isEmpty();
        host.advance(Duration.ofSeconds(2));
        assertThat(told)
                .containsExactly(
                        "exceeded WRITE_TIMEOUT", "disconnected transport error", "closed websocket: transport error");
    }

    @Test
    void severalListenersAreToldInTheirOrderWhateverOneOfThemThrows() {
        List<String> order = new ArrayList<>();
        SocketIoFixture several = new SocketIoFixture(o -> o.listener(new ServerListener() {
                    @Override
                    public void onSessionOpened(EngineSocket session) {
                        order.add("first");
                        throw new IllegalStateException("of a listener");
                    }
                })
                .listener(new ServerListener() {
                    @Override
                    public void onSessionOpened(EngineSocket session) {
                        order.add("second");
                    }
                }));
        several.join();
        assertThat(order).containsExactly("first", "second");
        assertThat(several.events).containsExactly("connection");
    }

    /** Writes down what it is told. */
    private final class Recorder implements ServerListener {
        @Override
        public void onCreated(SocketIoServer server) {
            told.add("created " + server.engine().clients().isEmpty());
        }

        @Override
        public void onConnectionError(ConnectionError error) {
            told.add("error " + error.error());
        }

        @Override
        public void onUnavailable(HttpRequest request) {
            told.add("unavailable " + request.path());
        }

        @Override
        public void onSessionOpened(EngineSocket session) {
            told.add("opened " + session.transportName());
        }

        @Override
        public void onSessionClosed(EngineSocket session, CloseReason reason, String description) {
            told.add("closed " + session.transportName() + ": " + reason);
        }

        @Override
        public void onUpgraded(EngineSocket session) {
            told.add("upgraded " + session.transportName());
        }

        @Override
        public void onUpgradeFailed(EngineSocket session, UpgradeFailure failure) {
            told.add("not upgraded " + session.transportName() + ": " + failure);
        }

        @Override
        public void onOutboundLimit(EngineSocket session, OutboundLimit exceeded) {
            told.add("exceeded " + exceeded);
        }

        @Override
        public void onBytesReceived(EngineSocket session, int bytes) {
            bytesReceived.addAndGet(bytes);
        }

        @Override
        public void onBytesSent(EngineSocket session, long bytes) {
            bytesSent.addAndGet(bytes);
        }

        @Override
        public void onConnected(Socket socket) {
            told.add("connected");
        }

        @Override
        public void onDisconnected(Socket socket, DisconnectReason reason) {
            told.add("disconnected " + reason);
        }
    }
}
