package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a WebSocket promises when it ends, whoever ends it. */
abstract class TransportEndTests extends TransportSocketTests {
    private static final int NO_STATUS = 1005;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final Duration CUT = Duration.ofSeconds(11);
    private static final Duration NOT_YET_CUT = Duration.ofSeconds(9);

    TransportEndTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    private static RawFrame close(int code, String reason) {
        byte[] text = ByteSlice.utf8(reason).toByteArray();
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return new RawFrame(true, 0, RawFrame.CLOSE, ByteSlice.of(payload));
    }

    private void assertClosed(int code, String reason) {
        RecordingSocketListener.End end = end();
        assertThat(end.cause()).isNull();
        assertThat(end.code()).isEqualTo(code);
        assertThat(end.reason()).isEqualTo(reason);
    }

    private static void assertBroken(RecordingSocketListener.End end) {
        if (end.cause() == null) {
            assertThat(end.code()).isEqualTo(NO_CLOSE_FRAME);
        }
        assertThat(end.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, ''", "1001, going away", "1011, 'é€😀'", "3000, registered", "4999, mine"})
    final void aPeerThatClosesIsHeardWithCodeAndReason(int code, String reason) throws IOException {
        Opened opened = open();
        opened.peer().send(RawFrame.text("last words")).send(close(code, reason));

        assertClosed(code, reason);
        assertThat(message().payload().utf8()).isEqualTo("last words");
        RawFrame answer = opened.peer().readFrame();
        assertThat(answer.opcode()).isEqualTo(RawFrame.CLOSE);
        opened.peer().awaitEnd();
    }

    @Test
    final void aPeerThatClosesWithoutACodeIsHeardAs1005() throws IOException {
        Opened opened = open();
        opened.peer().send(new RawFrame(true, 0, RawFrame.CLOSE, ByteSlice.EMPTY));

        assertClosed(NO_STATUS, "");
        assertThat(opened.peer().readFrame().opcode()).isEqualTo(RawFrame.CLOSE);
        opened.peer().awaitEnd();
    }

    @Test
    final void whatComesAfterACloseFrameIsNotHeard() throws IOException {
        Opened opened = open();
        writeAndBeCut(
                opened,
                close(1000, "").unmasked(),
                RawFrame.text("too late").unmasked(),
                close(1001, "again").unmasked());

        assertClosed(1000, "");
        meanwhile();
        assertThat(listener.received()).isZero();
    }

    @Test
    final void aConnectionThatEndsWithoutACloseFrameIsHeardOnce() throws IOException {
        Opened opened = open();
        opened.peer().send(RawFrame.text("last words")).close();

        assertThat(message().payload().utf8()).isEqualTo("last words"); // first: the answer to what is sent may undo it
        assertBroken(endWhileSending(opened));
    }

    @Test
    final void aConnectionThatEndsWithinAMessageIsHeardOnce() throws IOException {
        Opened opened = open();
        opened.peer().write("\u0001\u0005hello\u0080\u0005wo").close();

        assertBroken(endWhileSending(opened));
        assertThat(listener.received()).isZero();
    }

    @Test
    final void aConnectionThatBreaksIsHeardOnce() throws IOException {
        Opened opened = open();
        opened.peer().reset();

        assertBroken(end());
    }

    @Test
    final void aConnectionThatBreaksWhileMessagesLeaveIsHeardOnce() throws IOException {
        Opened opened = open();
        run(opened, webSocket -> {
            for (int i = 0; i < 1000; i++) {
                webSocket.send(binary(bytes(10_000)), false);
            }
            webSocket.flush();
        });
        opened.peer().reset();

        assertBroken(end());
        run(opened, webSocket -> {
            webSocket.send(text("too late"), false);
            webSocket.flush();
            webSocket.pauseReading();
            webSocket.resumeReading();
            webSocket.close();
            webSocket.abort();
        });
        meanwhile();
    }

    @Test
    final void aConnectionThatBreaksWhilePausedIsHeardWhenSomethingIsSent() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::pauseReading);
        opened.peer().reset();

        assertBroken(endWhileSending(opened));
    }

    /**
     * The end, to be heard when something is sent at the latest: a transport may be deaf to it if it reads nothing, and the
     * JDK's WebSocket is if the end comes while a message is delivered (its TransportImpl then fails on its own demand).
     */
    private RecordingSocketListener.End endWhileSending(Opened opened) {
        return eventually("the end is heard", () -> {
            send(opened, text("anybody there?"));
            meanwhile();
            return listener.end();
        });
    }

    @Test
    final void aQuietConnectionThatEndsIsHeardOnce() throws IOException {
        Opened opened = open();
        opened.peer().send(RawFrame.text("hello"));
        message();
        meanwhile();
        opened.peer().close();

        assertBroken(end());
    }

    @Test
    final void closeSendsACloseFrameAfterWhatWasSent() throws IOException {
        Opened opened = open();
        run(opened, webSocket -> {
            for (int i = 0; i < 500; i++) {
                webSocket.send(i % 2 == 0 ? text("" + i) : binary(bytes(10_000)), false);
            }
            webSocket.close();
            webSocket.close();
            webSocket.send(text("too late"), false);
            webSocket.flush();
        });

        for (int i = 0; i < 500; i++) {
            RawFrame message = opened.peer().readMessage();
            assertThat(message.payload()).isEqualTo(i % 2 == 0 ? ByteSlice.utf8("" + i) : bytes(10_000));
        }
        RawFrame close = opened.peer().readFrame();
        assertThat(close.opcode()).isEqualTo(RawFrame.CLOSE);
        assertThat(close.closeStatus()).isEqualTo(1000);
        assertThat(listener.end()).isNull();
        opened.peer().send(RawFrame.close(1000));
        assertClosed(1000, "");
        opened.peer().awaitEnd();
    }

    @Test
    final void whatThePeerSendsBeforeItAnswersACloseIsHeard() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::close);
        assertThat(opened.peer().readFrame().opcode()).isEqualTo(RawFrame.CLOSE);
        opened.peer().send(RawFrame.text("last words")).send(RawFrame.close(1000));

        assertClosed(1000, "");
        assertThat(message().payload().utf8()).isEqualTo("last words");
    }

    @Test
    final void bothMayCloseAtOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            RecordingSocketListener told = listener();
            Opened opened = open(told);
            opened.peer().send(close(4000, "me first"));
            run(opened, ClientWebSocket::close);

            assertThat(end(told).code()).isEqualTo(4000);
            opened.peer().awaitEnd();
        }
    }

    /** One test for both: each takes ten seconds. */
    @Test
    final void aPeerThatDoesNotAnswerACloseIsCutAndSoIsOneThatClosesButDoesNotRead() throws IOException {
        RecordingSocketListener told = listener();
        Opened silent = open();
        Opened deaf = open(told);
        Frame message = binary(bytes(100_000));
        run(deaf, webSocket -> {
            for (int i = 0; i < 500; i++) {
                webSocket.send(message, false);
            }
            webSocket.flush();
        });
        meanwhile();
        deaf.peer().send(close(1001, "deaf"));
        long start = System.nanoTime();
        run(silent, ClientWebSocket::close);
        assertThat(end(told).code()).isEqualTo(1001);
        assertThat(silent.peer().readFrame().opcode()).isEqualTo(RawFrame.CLOSE);

        RecordingSocketListener.End end = eventually("the peer is cut", CUT, listener::end);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(NOT_YET_CUT);
        assertBroken(end);
        silent.peer().awaitEnd();
        meanwhile();
        deaf.peer().awaitEnd();
    }

    @Test
    final void abortCutsTheConnection() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::abort);
        run(opened, ClientWebSocket::abort);
        opened.peer().awaitEnd();

        run(opened, webSocket -> {
            webSocket.send(text("too late"), false);
            webSocket.flush();
            webSocket.pauseReading();
            webSocket.resumeReading();
            webSocket.close();
        });
        meanwhile();
    }

    @Test
    final void abortCutsAConnectionThatIsBusyBothWays() throws IOException {
        Opened opened = open();
        Thread sender = ScriptedServer.thread(() -> {
            try {
                while (true) {
                    opened.peer().send(RawFrame.text("and on"));
                }
            } catch (IOException e) {
                // cut
            }
        });
        eventually("messages come", () -> listener.received() > 10);
        run(opened, webSocket -> {
            for (int i = 0; i < 1000; i++) {
                webSocket.send(binary(bytes(10_000)), false);
            }
            webSocket.flush();
            webSocket.abort();
        });

        HostTests.join(sender);
        int received = listener.received();
        meanwhile();
        assertThat(listener.received() - received).isLessThan(2);
    }

    @Test
    final void abortAfterCloseCutsTheConnection() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::close);
        run(opened, ClientWebSocket::abort);

        opened.peer().awaitEnd();
    }
}
