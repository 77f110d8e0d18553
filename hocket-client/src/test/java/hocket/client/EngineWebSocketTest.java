package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session over a WebSocket from its beginning (Engine.IO protocol, "WebSocket"). */
class EngineWebSocketTest {
    private final Fixture fixture = Fixture.webSocket();
    private final FakeTransport server = fixture.server;
    private final Socket socket = fixture.socket();
    private final List<String> details = new ArrayList<>();

    EngineWebSocketTest() {
        socket.onDisconnect((reason, more) -> details.add(more.description() + "|" + more.code()));
    }

    @Test
    void theSessionIsAskedForWithoutASid() {
        socket.connect();

        FakeTransport.WebSocket webSocket = server.webSocket();
        assertThat(webSocket.request.uri().toString()).startsWith("ws://localhost:3000/socket.io/?");
        assertThat(FakeTransport.query(webSocket.request))
                .containsEntry("EIO", "4")
                .containsEntry("transport", "websocket")
                .doesNotContainKey("sid");
        assertThat(server.calls).isEmpty();
    }

    @Test
    void nothingIsSentBeforeTheHandshake() {
        socket.connect();
        FakeTransport.WebSocket webSocket = server.webSocket();
        webSocket.open();

        assertThat(webSocket.received()).isEmpty();

        webSocket.text(FakeTransport.HANDSHAKE);
        assertThat(webSocket.received()).containsExactly("40");
        assertThat(server.webSockets).hasSize(1); // no upgrade to what it is already
    }

    @Test
    void thereIsOneMessageForEachPacket() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        server.lane.execute(() -> {
            socket.emit("a");
            socket.emit("b", new byte[] {1, 2});
            socket.emit("c");
        });

        assertThat(webSocket.received())
                .containsExactly("42[\"a\"]", "451-[\"b\",{\"_placeholder\":true,\"num\":0}]", "[1, 2]", "42[\"c\"]");
    }

    @Test
    void oneTurnIsOneFlush() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        int before = webSocket.flushes;

        server.lane.execute(() -> {
            socket.emit("a");
            socket.emit("b");
        });
        webSocket.received();

        assertThat(webSocket.flushes).isEqualTo(before + 1);
    }

    @Test
    void binaryComesAsItIs() {
        List<byte[]> came = new ArrayList<>();
        socket.on("a", byte[].class, bytes -> came.add(bytes));
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        webSocket.binary((byte) 1, (byte) 2);

        assertThat(came).containsExactly(new byte[] {1, 2});
    }

    @Test
    void withForceBase64BinaryGoesAsText() {
        Fixture base64 = Fixture.webSocket(options -> options.forceBase64(true));
        Socket other = base64.socket();
        FakeTransport.WebSocket webSocket = base64.connect(other);

        other.emit("a", new byte[] {1, 2, 3});

        assertThat(webSocket.received()).containsExactly("451-[\"a\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
    }

    @Test
    void aPingIsAnswered() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("2");

        assertThat(webSocket.received()).containsExactly("3");
    }

    @Test
    void whatHasNoRoomWaitsUntilThereIs() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.writable = false;

        socket.emit("a");
        socket.emit("b");
        assertThat(webSocket.received()).isEmpty();

        webSocket.onWritable();
        assertThat(webSocket.received()).containsExactly("42[\"a\"]", "42[\"b\"]");
    }

    @Test
    void aClosedWebSocketEndsTheSession() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.closed(1006);

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport close");
        assertThat(details).containsExactly("websocket connection closed|1006");
    }

    @Test
    void theReasonOfACloseFrameIsTold() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.closed(1001, "going away");

        assertThat(details).containsExactly("websocket connection closed: going away|1001");
    }

    @Test
    void aBrokenWebSocketEndsTheSession() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.failed(0, "reset");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport error");
        assertThat(details).containsExactly("websocket error|0");
    }

    @Test
    void aWebSocketThatIsRefusedTellsItsStatus() {
        socket.connect();

        server.webSocket().failed(401, "no");

        assertThat(fixture.takeEvents()).containsExactly("connect_error websocket error: status 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "x", "b***"})
    void aMalformedMessageEndsTheSession(String message) {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text(message, "42[\"late\"]");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport error");
        assertThat(webSocket.aborted).isTrue();
    }

    @Test
    void theServerMayEndTheSessionWithAPacket() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        webSocket.text("1");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport close");
        assertThat(details).containsExactly("transport closed by the server|0");
    }

    @Test
    void theGoodByeFollowsWhatWasEmitted() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        server.lane.execute(() -> {
            socket.emit("a");
            socket.disconnect();
        });

        assertThat(webSocket.received()).containsExactly("42[\"a\"]", "41");
        assertThat(webSocket.closing).isTrue();
        webSocket.text("42[\"late\"]");
        webSocket.closed(1000);
        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect io client disconnect");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void whatHadNoRoomStillGoesBeforeTheGoodBye() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.writable = false;
        socket.emit("a");

        socket.disconnect();

        assertThat(webSocket.received()).containsExactly("42[\"a\"]", "41");
    }

    @Test
    void aWebSocketThatIsNotOpenYetIsCut() {
        socket.connect();
        FakeTransport.WebSocket webSocket = server.webSocket();

        socket.disconnect();
        server.lane.crank();

        assertThat(webSocket.aborted).isTrue();
        assertThat(server.lane.alarms()).isZero();
    }
}
