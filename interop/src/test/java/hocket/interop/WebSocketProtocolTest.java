package hocket.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket, frame by frame (reference §4.4, RFC 6455). */
class WebSocketProtocolTest {
    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().maxHttpBufferSize(10_000));

    private RawWebSocket webSocket;
    private String sid;

    @BeforeEach
    void open() throws IOException {
        webSocket = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket");
        sid = PollingSession.sidOf(webSocket.receiveText());
    }

    @AfterEach
    void close() throws IOException {
        webSocket.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4", "4é 中文 😀 \u2028\u0000\u001e4"})
    void aTextComesBack(String packet) throws IOException {
        webSocket.send(packet);

        assertThat(webSocket.receiveText()).isEqualTo(packet);
    }

    @Test
    void bytesComeBackWithNothingAdded() throws IOException {
        webSocket.send((byte) 1, (byte) 2, (byte) 3, (byte) 4);

        RawWebSocket.Frame frame = webSocket.receive();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
        assertThat(frame.payload()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void noBytesComeBackToo() throws IOException {
        webSocket.send(new byte[0]);

        RawWebSocket.Frame frame = webSocket.receive();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
        assertThat(frame.payload()).isEmpty();
    }

    @Test
    void aMessageInPiecesIsPutTogether() throws IOException {
        webSocket.send(false, RawWebSocket.TEXT, "4a".getBytes(UTF_8));
        webSocket.send(true, RawWebSocket.PING, "now".getBytes(UTF_8));
        webSocket.send(false, RawWebSocket.CONTINUATION, new byte[] {(byte) 0xc3});
        webSocket.send(true, RawWebSocket.CONTINUATION, new byte[] {(byte) 0xa9});

        RawWebSocket.Frame pong = webSocket.receive();
        assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
        assertThat(pong.text()).isEqualTo("now");
        assertThat(webSocket.receiveText()).isEqualTo("4aé");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "x", "2", "2probe"})
    void aMalformedOrMisdirectedPacketEndsTheSession(String packet) throws IOException {
        webSocket.send(packet);

        assertThat(webSocket.awaitClose()).isIn(RawWebSocket.NO_STATUS, 1000, 1002, 1008);
        assertGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6", "0", "5"})
    void aPacketOutOfPlaceIsIgnored(String packet) throws IOException {
        webSocket.send(packet);
        webSocket.send("4unharmed");

        assertThat(webSocket.receiveText()).isEqualTo("4unharmed");
    }

    @Test
    void theClientClosesWithAPacket() throws IOException {
        webSocket.send("1");

        assertThat(webSocket.awaitClose()).isNotEqualTo(RawWebSocket.NO_CLOSE_FRAME);
        assertGone();
    }

    @Test
    void theClientClosesWithAFrame() throws IOException {
        webSocket.send(true, RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});

        assertThat(webSocket.awaitClose()).isEqualTo(1000);
        assertGone();
    }

    @Test
    void theServerCloses() throws IOException {
        webSocket.send("4do:close");

        assertThat(webSocket.awaitClose()).isIn(RawWebSocket.NO_STATUS, 1000);
        assertGone();
    }

    @Test
    void aMessageMayBeAsLongAsTheServerSays() throws IOException {
        webSocket.send("4" + "x".repeat(9_999));

        assertThat(webSocket.receiveText()).hasSize(10_000);
    }

    @Test
    void aLongerMessageIsRefusedByItsHeaderAlone() throws IOException {
        webSocket.sendHeader(RawWebSocket.BINARY, 100_000_000);
        if (!HostKind.usual().readsHeadersOfFrames()) {
            webSocket.sendRaw(new byte[100_000]);
        }

        assertThat(webSocket.awaitClose()).isEqualTo(1009);
        assertGone();
    }

    @Test
    void aLongerMessageInPiecesIsRefusedToo() throws IOException {
        webSocket.send(false, RawWebSocket.BINARY, new byte[6_000]);
        webSocket.send(false, RawWebSocket.CONTINUATION, new byte[6_000]);

        assertThat(webSocket.awaitClose()).isEqualTo(1009);
        assertGone();
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws IOException {
        webSocket.send(true, RawWebSocket.TEXT, new byte[] {'4', (byte) 0xff});

        assertThat(webSocket.awaitClose()).isEqualTo(1007);
        assertGone();
    }

    @Test
    void anUnknownOpcodeIsRefused() throws IOException {
        webSocket.send(true, 3, new byte[1]);

        assertThat(webSocket.awaitClose()).isEqualTo(1002);
        assertGone();
    }

    @Test
    void aSecondWebSocketDoesNotTakeTheSessionOver() throws IOException {
        Response refusal = RawWebSocket.refusal(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.text()).isEqualTo("Bad request");
        webSocket.send("4unharmed");
        assertThat(webSocket.receiveText()).isEqualTo("4unharmed");
    }

    @Test
    void aBrokenConnectionEndsTheSession() throws IOException {
        webSocket.close();

        try (RawWebSocket other = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket")) {
            other.receiveText();
            other.send("4do:reason:" + sid);
            assertThat(other.receiveText()).isEqualTo("4transport close");
        }
    }

    /** It is also asked for the reason, which comes as soon as the session has ended. */
    private void assertGone() throws IOException {
        try (RawWebSocket other = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket")) {
            other.receiveText();
            other.send("4do:reason:" + sid);
            assertThat(other.receiveText()).startsWith("4");
        }
        Response refusal = RawWebSocket.refusal(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid);
        assertThat(refusal.text()).isEqualTo("Session ID unknown");
    }
}
