package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketSettings;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host does with the frames of a WebSocket, as far as its listener can tell, or the client (RFC 6455). */
abstract class FrameTests extends HostTests<TcpTestedHost> {
    private static final int LIMIT = 1000;
    private static final int MAX_FRAGMENTS = 100;
    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(LIMIT, MAX_FRAGMENTS, Duration.ofSeconds(10), Duration.ofSeconds(20), null);

    private final RecordingListener listener = listener();

    FrameTests(Function<HostHandler, TcpTestedHost> starter) {
        super(starter);
    }

    private TcpTestedHost startAccepting() {
        return startForWebSockets(
                offer -> offer.accept(SETTINGS, new HttpHeaders(), offer.lane(), listener.on(offer.lane())));
    }

    private static RawConnection upgraded(TcpTestedHost host) {
        RawConnection client = host.connect();
        assertThat(client.upgrade("/").status()).isEqualTo(101);
        return client;
    }

    private static RawFrame frame(boolean fin, int opcode, String payload) {
        return new RawFrame(fin, 0, opcode, ByteSlice.utf8(payload));
    }

    private Frame message(TcpTestedHost host) {
        return eventually(host, "the listener gets a message", listener::message);
    }

    private void closedWith(TcpTestedHost host, RawConnection client, int status) {
        RawFrame last = client.readFrame();
        assertThat(last.opcode()).isEqualTo(RawFrame.CLOSE);
        assertThat(last.closeStatus()).isEqualTo(status);
        eventually(host, "the listener is told of the end", listener::isClosed);
        client.close();
    }

    @Test
    final void theHandshakeIsThatOfTheRfc() {
        HttpResponse answer = startAccepting().connect().upgrade("/chat", "Sec-WebSocket-Protocol", "chat, superchat");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers().get("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(answer.headers().get("Connection")).isEqualToIgnoringCase("upgrade");
        assertThat(answer.headers().get("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.headers().get("Sec-WebSocket-Protocol")).isEqualTo("chat");
        assertThat(answer.headers().get("Sec-WebSocket-Extensions")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Version: 12",
                "Sec-WebSocket-Version: x",
                "Sec-WebSocket-Key: short",
                "Sec-WebSocket-Key: ****",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSEh"
            })
    final void aHandshakeThatIsMalformedIsAnswered400AndTheListenerTold(String field) {
        TcpTestedHost host = startAccepting();
        String[] parts = field.split(": ", 2);
        HttpResponse answer = host.connect().upgrade("/", parts[0], parts[1]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("Sec-WebSocket-Version")).isEqualTo("13");
        eventually(host, "the listener is told", listener::isClosed);
        assertThat(listener.error()).isNotNull();
        assertThat(listener.wasOpened()).isFalse();
    }

    @Test
    final void fragmentsAreJoined() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(frame(false, RawFrame.TEXT, "Hel"))
                .send(frame(false, RawFrame.CONTINUATION, ""))
                .send(frame(true, RawFrame.CONTINUATION, "lo"))
                .send(frame(false, RawFrame.BINARY, ""))
                .send(frame(true, RawFrame.CONTINUATION, ""))
                .send(frame(true, RawFrame.TEXT, "next"));

        assertThat(message(host).payload().utf8()).isEqualTo("Hello");
        Frame empty = message(host);
        assertThat(empty.isBinary()).isTrue();
        assertThat(empty.payload().isEmpty()).isTrue();
        assertThat(message(host).payload().utf8()).isEqualTo("next");
    }

    @Test
    final void aCharacterMayBeSplitOverFragments() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        ByteSlice text = ByteSlice.utf8("a€😀z");
        for (int i = 0; i < text.length(); i++) {
            int opcode = i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION;
            client.send(new RawFrame(i == text.length() - 1, 0, opcode, text.slice(i, i + 1)));
        }

        assertThat(message(host).payload()).isEqualTo(text);
    }

    @Test
    final void framesMayComeByteByByte() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        for (byte b : frame(true, RawFrame.TEXT, "x".repeat(200)).masked()) {
            client.send(new byte[] {b});
        }

        assertThat(message(host).payload().length()).isEqualTo(200);
    }

    @Test
    final void pingsAreAnsweredAlsoBetweenFragments() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(frame(false, RawFrame.TEXT, "Hel"))
                .send(frame(true, RawFrame.PING, "are you there?"))
                .send(frame(true, RawFrame.PONG, "unsolicited"))
                .send(frame(true, RawFrame.CONTINUATION, "lo"))
                .send(frame(true, RawFrame.PING, ""));

        assertThat(client.readFrame()).isEqualTo(frame(true, RawFrame.PONG, "are you there?"));
        assertThat(client.readFrame()).isEqualTo(frame(true, RawFrame.PONG, ""));
        assertThat(message(host).payload().utf8()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1011, 3000, 4999})
    final void theStatusOfAClientIsSentBack(int status) {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(RawFrame.close(status));

        closedWith(host, client, status);
        assertThat(listener.error()).isNull();
    }

    @Test
    final void aCloseFrameMayBearNoStatusOrAReason() {
        TcpTestedHost host = startAccepting();
        RawConnection bare = upgraded(host);
        bare.send(frame(true, RawFrame.CLOSE, ""));
        closedWith(host, bare, can(host, HostLimit.CLOSE_WITHOUT_STATUS) ? 1005 : 1000);

        RawConnection talkative = upgradedAgain();
        talkative.send(new RawFrame(true, 0, RawFrame.CLOSE, ByteSlice.utf8("\u0003\u0003see you")));
        assertThat(talkative.readFrame().opcode()).isEqualTo(RawFrame.CLOSE);
    }

    private RawConnection upgradedAgain() {
        RecordingListener other = listener();
        return upgraded(startForWebSockets(
                offer -> offer.accept(SETTINGS, new HttpHeaders(), offer.lane(), other.on(offer.lane()))));
    }

    @Test
    final void nothingThatFollowsACloseFrameIsDelivered() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(RawFrame.text("before")).send(RawFrame.close(1000)).send(RawFrame.text("behind"));

        closedWith(host, client, 1000);
        assertThat(message(host).payload().utf8()).isEqualTo("before");
        meanwhile(host);
        assertThat(listener.message()).isNull();
    }

    @Test
    final void aClientMayLeaveInTheMiddleOfAFrame() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(frame(false, RawFrame.TEXT, "Hel"));
        client.send(RawFrame.header(true, 0, RawFrame.CONTINUATION, true, 100));
        client.close();

        eventually(host, "the listener is told of the end", listener::isClosed);
        assertThat(listener.message()).isNull();
    }

    @Test
    final void aFrameAboveTheLimitIsClosedOnItsHeader() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(RawFrame.header(true, 0, RawFrame.BINARY, true, 100_000_000));
        if (!can(host, HostLimit.TOO_LARGE_BY_HEADER)) {
            client.send(new byte[100_000]);
        }

        closedWith(host, client, 1009);
        assertThat(listener.error()).isNotNull();
    }

    @Test
    final void fragmentsAreClosedWith1009AsSoonAsTheirSumIsAboveTheLimit() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        client.send(new RawFrame(false, 0, RawFrame.BINARY, bytes(LIMIT)));
        meanwhile(host);
        assertThat(listener.isClosed()).isFalse();
        client.send(new RawFrame(false, 0, RawFrame.CONTINUATION, bytes(1)));

        closedWith(host, client, 1009);
        assertThat(listener.message()).isNull();
    }

    @Test
    final void aMessageOfTooManyFragmentsIsClosedWith1008() {
        TcpTestedHost host = startAccepting();
        RawConnection client = upgraded(host);
        sendFragments(client, MAX_FRAGMENTS, true);
        assertThat(message(host).payload().length()).isEqualTo(MAX_FRAGMENTS);
        sendFragments(client, MAX_FRAGMENTS + 1, false);

        if (can(host, HostLimit.FRAGMENTS_COUNTED)) {
            closedWith(host, client, 1008);
        } else {
            for (int i = 0; i < LIMIT; i++) {
                client.send(new RawFrame(false, 0, RawFrame.CONTINUATION, bytes(1)));
            }
            closedWith(host, client, 1009);
        }
        assertThat(listener.message()).isNull();
    }

    private static void sendFragments(RawConnection client, int count, boolean end) {
        for (int i = 0; i < count; i++) {
            int opcode = i == 0 ? RawFrame.BINARY : RawFrame.CONTINUATION;
            client.send(new RawFrame(end && i == count - 1, 0, opcode, bytes(1)));
        }
    }
}
