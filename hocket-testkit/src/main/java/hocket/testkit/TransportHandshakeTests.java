package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ClientTransport#connect} promises up to the moment when the WebSocket is open, or will never be. */
abstract class TransportHandshakeTests extends TransportSocketTests {
    private static final String UPGRADE =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

    TransportHandshakeTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    /** The listener hears that it could not be opened, and nothing else. */
    private void assertRefused(int status) {
        RecordingSocketListener.End end = end();
        assertThat(end.cause()).as("the cause").isNotNull();
        assertThat(end.status()).as("the status").isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    final void theHandshakeHasItsHeadersAndSubprotocols(String scheme) throws IOException {
        ScriptedServer server = serve();
        Map<String, String> headers = Map.of("X-Test", "one", "Cookie", "a=b", "Origin", "http://example.org");
        connect(ClientRequest.get(server.uri(scheme, "/socket.io/?EIO=4"), headers, LIMIT)
                .subprotocols(List.of("one", "two")));
        ScriptedConnection peer = server.accept();
        ScriptedConnection.Request handshake = peer.acceptWebSocket("Sec-WebSocket-Protocol: two");

        eventually("the WebSocket opens", listener::isOpen);
        assertThat(handshake.method()).isEqualTo("GET");
        assertThat(handshake.target()).isEqualTo("/socket.io/?EIO=4");
        assertThat(handshake.headers().get("X-Test")).isEqualTo("one");
        assertThat(handshake.headers().get("Cookie")).isEqualTo("a=b");
        assertThat(handshake.headers().get("Origin")).isEqualTo("http://example.org");
        assertThat(handshake.headers().get("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(handshake.headers().get("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(handshake.headers().listContains("Sec-WebSocket-Protocol", "one"))
                .isTrue();
        assertThat(handshake.headers().listContains("Sec-WebSocket-Protocol", "two"))
                .isTrue();
    }

    @Test
    final void withoutSubprotocolsNoneAreOffered() throws IOException {
        ScriptedServer server = serve();
        connect(handshake(server));

        assertThat(server.accept().acceptWebSocket().headers().get("Sec-WebSocket-Protocol"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 403, 404, 500, 503})
    final void anotherAnswerThan101FailsWithItsStatus(int status) throws IOException {
        ScriptedServer server = serve();
        connect(handshake(server));
        ScriptedConnection peer = server.accept();
        peer.readRequest();
        peer.writeHead(status, "Content-Length: 5", "Location: /elsewhere").write("hello");

        assertRefused(status);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                UPGRADE + "\r\n",
                UPGRADE + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
                "HTTP/1.1 101 Switching Pro"
            })
    final void anAnswerThatIsNoHandshakeFails(String answer) {
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.write(answer);
        });
        connect(handshake(server));

        assertRefused(0);
    }

    @Test
    final void aConnectionThatBreaksInTheHandshakeFails() {
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.reset();
        });
        connect(handshake(server));

        assertRefused(0);
    }

    @Test
    final void aRefusedConnectionFails() {
        URI nobody = URI.create("ws://127.0.0.1:" + ScriptedServer.closedPort() + "/");
        connect(ClientRequest.get(nobody, Map.of(), LIMIT));

        assertRefused(0);
    }

    @Test
    final void aHandshakeThatIsNotAnsweredInTimeFailsAndIsCut() throws IOException {
        ScriptedServer server = serve();
        connect(handshake(server).timeout(Duration.ofMillis(300)));
        ScriptedConnection peer = server.accept();
        peer.readRequest();

        assertRefused(0);
        peer.awaitEnd();
    }

    @Test
    final void theTimeLimitEndsWithTheHandshake() throws IOException {
        ScriptedServer server = serve();
        connect(handshake(server).timeout(Duration.ofMillis(400)));
        ScriptedConnection peer = server.accept();
        peer.acceptWebSocket();
        eventually("the WebSocket opens", listener::isOpen);
        meanwhile();
        meanwhile();
        meanwhile();
        peer.send(RawFrame.text("hello"));

        assertThat(message().payload().utf8()).isEqualTo("hello");
    }

    @Test
    final void abortCutsAHandshakeThatHangs() throws IOException {
        ScriptedServer server = serve();
        ClientWebSocket webSocket = connect(handshake(server));
        ScriptedConnection peer = server.accept();
        peer.readRequest();
        onLane(() -> {
            webSocket.abort();
            webSocket.abort();
            return true;
        });

        peer.awaitEnd();
        assertThat(listener.isOpen()).isFalse();
    }

    @Test
    final void closeCutsAHandshakeThatHangs() throws IOException {
        ScriptedServer server = serve();
        ClientWebSocket webSocket = connect(handshake(server));
        ScriptedConnection peer = server.accept();
        peer.readRequest();
        onLane(() -> {
            webSocket.close();
            webSocket.close();
            return true;
        });

        assertRefused(0);
        peer.awaitEnd();
    }

    @Test
    final void abortRightAfterConnectLeavesNoConnectionBehind() {
        ScriptedServer server = serve(connection -> {
            connection.acceptWebSocket();
            connection.awaitEnd();
        });
        for (int i = 0; i < 50; i++) {
            ClientWebSocket webSocket = connect(handshake(server), listener());
            onLane(() -> {
                webSocket.abort();
                return true;
            });
        }
        ScriptedServer waiting = serve();
        onLane(() -> {
            transport.connect(lane, handshake(waiting), listener()).abort();
            return true;
        });
        meanwhile();

        for (int i = waiting.accepted(); i > 0; i--) {
            waiting.accept().awaitEnd();
        }
        eventually("the server's connections end", () -> server.running() == 0);
    }

    @Test
    final void whatIsSentBeforeItIsOpenIsDropped() throws IOException {
        ScriptedServer server = serve();
        ClientWebSocket webSocket = connect(handshake(server));
        onLane(() -> {
            webSocket.send(text("too early"), false);
            webSocket.flush();
            return true;
        });
        ScriptedConnection peer = server.accept();
        peer.acceptWebSocket();
        eventually("the WebSocket opens", listener::isOpen);
        send(new Opened(webSocket, peer), text("in time"));

        assertThat(peer.readMessage().text()).isEqualTo("in time");
    }

    @Test
    final void aFrameThatComesWithTheHandshakeIsNotLost() throws IOException {
        ScriptedServer server = serve(connection -> {
            ScriptedConnection.Request request = connection.readRequest();
            connection.write(ScriptedConnection.acceptance(request) + "\u0081\u0005hello");
            connection.awaitEnd();
        });
        connect(handshake(server));

        assertThat(message().payload().utf8()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a header", "Sec-WebSocket-Key", "line\nfeed"})
    final void aHeaderThatIsNotAllowedFailsAndDoesNotThrow(String name) {
        ScriptedServer server = serve();
        connect(ClientRequest.get(server.uri("ws", "/"), Map.of(name, "value"), LIMIT));

        assertRefused(0);
    }
}
