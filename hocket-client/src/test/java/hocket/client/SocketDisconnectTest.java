package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's table of reasons, and whether they have the socket connected again. */
class SocketDisconnectTest {
    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket();
    private final FakeTransport.WebSocket webSocket = fixture.connect(socket);
    private final List<DisconnectDetails> details = new ArrayList<>();

    SocketDisconnectTest() {
        socket.onDisconnect((reason, more) -> details.add(more));
        fixture.takeEvents();
    }

    private void assertEnded(DisconnectReason reason) {
        assertThat(fixture.takeEvents()).containsExactly("disconnect " + reason.wire());
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.id()).isNull();
        assertThat(socket.isActive()).isEqualTo(reason.isReconnecting());
        int before = fixture.server.webSockets.size();
        fixture.advance(Duration.ofSeconds(1));
        assertThat(fixture.server.webSockets).hasSize(before + (reason.isReconnecting() ? 1 : 0));
    }

    @Test
    void theServerMayDisconnectASocketForGood() {
        webSocket.text("41");

        assertEnded(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(DisconnectReason.IO_SERVER_DISCONNECT.isReconnecting()).isFalse();
        assertThat(webSocket.received()).isEmpty();
        assertThat(webSocket.closing).isTrue();
    }

    @Test
    void aSocketThatTheServerDisconnectedMayBeConnectedAnew() {
        webSocket.text("41");
        webSocket.closed(1000);

        socket.connect();
        fixture.accept(socket);

        assertThat(socket.isConnected()).isTrue();
    }

    @Test
    void theUserMayDisconnectASocketForGood() {
        socket.disconnect();

        assertEnded(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(DisconnectReason.IO_CLIENT_DISCONNECT.isReconnecting()).isFalse();
        assertThat(webSocket.received()).containsExactly("41");
    }

    @Test
    void disconnectingTwiceIsHarmless() {
        socket.disconnect();
        socket.disconnect();

        assertEnded(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(webSocket.received()).containsExactly("41");
    }

    @Test
    void aSilentServerIsTriedAgain() {
        fixture.advance(Duration.ofSeconds(45));

        assertThat(details).singleElement().hasToString("");
        assertEnded(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void aTransportThatClosesIsTriedAgain() {
        webSocket.closed(1001, "bye");

        assertThat(details).singleElement().hasToString("websocket connection closed: bye (1001)");
        assertEnded(DisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void aTransportThatBreaksIsTriedAgain() {
        webSocket.failed(0, "reset");

        assertThat(details)
                .singleElement()
                .satisfies(more -> assertThat(more.cause())
                        .isInstanceOf(TransportException.class)
                        .hasMessage("websocket error")
                        .hasRootCauseMessage("reset"));
        assertEnded(DisconnectReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "49",
                "42[]",
                "42{}",
                "42[true]",
                "42[\"connect\"]",
                "40[]",
                "41{}",
                "4511-[\"a\"]",
                "451000000000-[\"a\"]",
                "42[\"a\"",
                "bAQID"
            })
    void aPacketThatIsNoneIsTriedAgain(String message) {
        webSocket.text(message);

        assertThat(webSocket.closing).isTrue();
        assertEnded(DisconnectReason.PARSE_ERROR);
        assertThat(details)
                .singleElement()
                .satisfies(more -> assertThat(more.cause()).isInstanceOf(hocket.core.ProtocolException.class));
    }

    @Test
    void textBetweenAttachmentsIsNoPacket() {
        webSocket.text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]", "42[\"b\"]");

        assertEnded(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void aHalfPacketEndsWithItsSession() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));
        webSocket.text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        webSocket.closed(1006);
        fixture.advance(Duration.ofSeconds(1));

        fixture.accept(socket).text("42[\"b\"]");

        assertThat(came).containsExactly("b");
    }

    @Test
    void aSessionThatIsClosedByForceIsTriedAgain() {
        fixture.manager.closeEngine();

        assertEnded(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void nothingIsDeliveredAfterwards() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));

        webSocket.text("41", "42[\"late\"]");

        assertThat(came).isEmpty();
    }
}
