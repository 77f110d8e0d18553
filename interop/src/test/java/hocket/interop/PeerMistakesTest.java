package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import hocket.SocketIo;
import hocket.engine.Cors;
import hocket.engine.EngineOptions;
import hocket.interop.HttpConnection.Response;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other servers for the JVM were seen to do wrong, each as a fact about this one. */
class PeerMistakesTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private final AtomicInteger handled = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private SocketIo server;

    @AfterEach
    void stop() {
        release.countDown();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void bytesComeBackOverWebSocketWithoutAStrayTypeByte() throws IOException {
        start();
        try (RawWebSocket webSocket = connect()) {
            webSocket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            webSocket.send((byte) 1, (byte) 2, (byte) 3);

            assertThat(webSocket.receiveText()).isEqualTo("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(webSocket.receive().payload()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void bytesComeBackByPollAsBytes() throws IOException {
        start();
        try (PollingSession session = join()) {
            session.post("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID");

            assertThat(pollPackets(session, 2))
                    .containsExactly("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
        }
    }

    @Test
    void bytesThatAreBroadcastReachEveryClientWhole() throws IOException {
        start();
        List<RawWebSocket> webSockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                webSockets.add(connect());
            }
            server.io().emit("bytes", new byte[] {4, 3, 2, 1}, "text");

            for (RawWebSocket webSocket : webSockets) {
                assertThat(webSocket.receiveText())
                        .isEqualTo("451-[\"bytes\",{\"_placeholder\":true,\"num\":0},\"text\"]");
                assertThat(webSocket.receive().payload()).containsExactly(4, 3, 2, 1);
            }
        } finally {
            for (RawWebSocket webSocket : webSockets) {
                webSocket.close();
            }
        }
    }

    @Test
    void noEventOfABurstByPostIsLost() throws IOException {
        start();
        List<String> burst =
                IntStream.range(0, 200).mapToObj(n -> "42[\"echo\"," + n + "]").toList();
        try (PollingSession session = join()) {
            session.post(String.join("\u001e", burst));

            assertThat(pollPackets(session, 200)).isEqualTo(burst);
        }
    }

    @Test
    void bytesOfMoreThanSixtyFourKilobytesArrive() throws IOException {
        start();
        try (RawWebSocket webSocket = connect()) {
            webSocket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            webSocket.send(Noise.of(100_000));

            webSocket.receiveText();
            assertThat(webSocket.receive().payload()).isEqualTo(Noise.of(100_000));
        }
    }

    @Test
    void anEventForARefusedNamespaceReachesNoHandler() throws IOException {
        start();
        try (RawWebSocket webSocket = connect()) {
            webSocket.send("40/nowhere,");
            assertThat(webSocket.receiveText()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
            webSocket.send("42/nowhere,[\"count\"]");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void anEventBeforeTheClientHasJoinedReachesNoHandler() throws IOException {
        start();
        try (RawWebSocket webSocket = RawWebSocket.open(server.port(), WEBSOCKET)) {
            webSocket.receiveText();
            webSocket.send("42[\"count\"]");

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void aHandlerThatBlocksDelaysItsOwnSocketOnly() throws IOException {
        start();
        try (RawWebSocket blocked = connect()) {
            blocked.send("42[\"block\"]");
            for (int i = 0; i < 20; i++) {
                try (RawWebSocket other = connect()) {
                    other.send("42[\"echo\",\"not delayed\"]");
                    assertThat(other.receiveText()).isEqualTo("42[\"echo\",\"not delayed\"]");
                }
            }
            release.countDown();
            assertThat(blocked.receiveText()).isEqualTo("42[\"released\"]");
        }
    }

    @Test
    void noOriginIsAllowedUnlessNamed() throws IOException {
        start();
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            Response response = connection.get(POLLING, "Origin: https://evil.example");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
    }

    @Test
    void credentialsAreNotAllowedToEveryOrigin() {
        assertThatCode(() -> Cors.builder().credentials(true).build()).hasMessageContaining("credentials");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void preflightsOpenNoSession(boolean cors) throws IOException {
        start(engine -> engine.cors(cors ? Cors.any() : null));
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            for (int i = 0; i < 300; i++) {
                Response response = connection.request("OPTIONS", POLLING, "", "Origin: https://app.example");
                assertThat(response.status()).isEqualTo(cors ? 204 : 400);
            }
        }
        assertThat(server.io().engine().clientsCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "PUT", "DELETE"})
    void strayRequestsOpenNoSession(String method) throws IOException {
        start();
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            for (int i = 0; i < 50; i++) {
                assertThat(connection.request(method, POLLING, "").status()).isEqualTo(400);
            }
        }
        assertThat(server.io().engine().clientsCount()).isZero();
    }

    @Test
    void sessionsEndWithTheirConnections() throws IOException {
        start();
        for (int i = 0; i < 50; i++) {
            connect().close();
            RawWebSocket.open(server.port(), WEBSOCKET).close();
            try (PollingSession session = join()) {
                session.post("1");
            }
        }
        SocketIoServer io = server.io();

        Awaitility.await().atMost(5, SECONDS).until(() -> io.engine().clientsCount() == 0);
        Awaitility.await().atMost(5, SECONDS).until(() -> io.of("/").sockets().isEmpty());
    }

    @Test
    void aConnectionThatJoinsNoNamespaceIsClosed() throws IOException {
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1"))
                .options(options -> options.connectTimeout(Duration.ofMillis(100)))
                .listen(io -> {});
        try (RawWebSocket webSocket = RawWebSocket.open(server.port(), WEBSOCKET)) {
            webSocket.receiveText();

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        }
    }

    @Test
    void anIdThatTheClientChoosesIsNeverTaken() throws IOException {
        start();
        String chosen = "0123456789abcdefghij";
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            for (int i = 0; i < 2; i++) {
                Response response = connection.get(POLLING, "Cookie: io=" + chosen, "io: " + chosen);
                assertThat(PollingSession.sidOf(response.text())).isNotEqualTo(chosen);
            }
            assertThat(connection.get(POLLING + "&sid=" + chosen).text())
                    .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    @Test
    void theIdThatOthersSeeIsNotTheSessions() throws IOException {
        start();
        try (RawWebSocket webSocket = RawWebSocket.open(server.port(), WEBSOCKET)) {
            String sid = PollingSession.sidOf(webSocket.receiveText());
            webSocket.send("40");
            String socketId = PollingSession.sidOf(webSocket.receiveText());

            assertThat(socketId).isNotEqualTo(sid);
            try (HttpConnection connection = HttpConnection.to(server.port())) {
                assertThat(connection.get(POLLING + "&sid=" + socketId).status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void aConnectionIsKeptAfterAnAnswer() throws IOException {
        start();
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            for (int i = 0; i < 10; i++) {
                assertThat(connection.get(POLLING).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void clientsAreToldAndThePortIsFreeAtOnceWhenTheServerCloses() throws IOException {
        SeenRequests seen = new SeenRequests();
        start(seen::install);
        seen.watch(server.io().engine());
        int port = server.port();
        try (RawWebSocket webSocket = connect();
                PollingSession session = join()) {
            session.beginPoll();
            server.close();

            assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertThat(session.endPoll().text()).isEqualTo("1");
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(free.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void aClosedServerCanBeClosedAgain() throws IOException {
        start();
        server.close();

        assertThatCode(server::close).doesNotThrowAnyException();
    }

    private void start() throws IOException {
        start(engine -> {});
    }

    private void start(Consumer<EngineOptions.Builder> engine) throws IOException {
        // One lane: who waits there, waits for everybody.
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1").threads(1))
                .engine(engine)
                .listen(io -> io.onConnection(socket -> {
                    socket.on("echo", args -> socket.emit("echo", args.toList().toArray()));
                    socket.on("count", args -> handled.incrementAndGet());
                    socket.on("block", args -> {
                        release.await();
                        socket.emit("released");
                    });
                }));
    }

    /** A WebSocket that has joined the main namespace. */
    private RawWebSocket connect() throws IOException {
        RawWebSocket webSocket = RawWebSocket.open(server.port(), WEBSOCKET);
        assertThat(webSocket.receiveText()).startsWith("0{");
        webSocket.send("40");
        assertThat(webSocket.receiveText()).startsWith("40{\"sid\":");
        return webSocket;
    }

    /** A polling session that has joined the main namespace. */
    private PollingSession join() throws IOException {
        PollingSession session = PollingSession.open(server.port(), POLLING);
        session.post("40");
        assertThat(session.poll().text()).startsWith("40{\"sid\":");
        return session;
    }

    private static List<String> pollPackets(PollingSession session, int count) throws IOException {
        List<String> packets = new ArrayList<>();
        while (packets.size() < count) {
            packets.addAll(List.of(session.poll().text().split("\u001e")));
        }
        return packets;
    }
}
