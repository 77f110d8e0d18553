package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.core.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a WebSocket promises when one side is faster than the other. */
abstract class TransportFlowTests extends TransportSocketTests {
    private static final int MESSAGES = 1000;
    private static final int MESSAGE_BYTES = 10_000;
    private static final int MAX_WHILE_PAUSED = 100;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    TransportFlowTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    private void sendAll(ScriptedConnection peer) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                peer.send(RawFrame.text(numbered(i)));
            }
        } catch (IOException e) {
            check(false, "the connection broke: " + e);
        }
    }

    private static String numbered(int i) {
        return i + "-".repeat(MESSAGE_BYTES - 4);
    }

    @Test
    final void aPausedWebSocketReadsNoMoreAndLosesNothing() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::pauseReading);
        run(opened, ClientWebSocket::pauseReading);
        Thread sender = ScriptedServer.thread(() -> sendAll(opened.peer()));
        meanwhile();
        assertThat(listener.received()).isLessThan(MAX_WHILE_PAUSED);
        run(opened, ClientWebSocket::resumeReading);

        for (int i = 0; i < MESSAGES; i++) {
            assertThat(message().payload().utf8()).isEqualTo(numbered(i));
        }
        HostTests.join(sender);
    }

    @Test
    final void aWebSocketPausedWhileMessagesComeStopsSoonAndLosesNothing() throws IOException {
        Opened opened = open();
        Thread sender = ScriptedServer.thread(() -> sendAll(opened.peer()));
        int expected = 0;
        while (expected < MESSAGES) {
            assertThat(message().payload().utf8()).isEqualTo(numbered(expected++));
            run(opened, ClientWebSocket::pauseReading);
            int before = listener.received();
            if (expected % 100 == 1) {
                meanwhile();
                assertThat(listener.received() - before).isLessThan(MAX_WHILE_PAUSED);
            }
            run(opened, ClientWebSocket::resumeReading);
        }
        HostTests.join(sender);
    }

    @Test
    final void resumingWhatWasNotPausedChangesNothing() throws IOException {
        Opened opened = open();
        for (int i = 0; i < 10; i++) {
            run(opened, ClientWebSocket::resumeReading);
        }
        opened.peer().send(RawFrame.text("one")).send(RawFrame.text("two"));

        assertThat(message().payload().utf8()).isEqualTo("one");
        assertThat(message().payload().utf8()).isEqualTo("two");
        run(opened, ClientWebSocket::pauseReading);
        Thread sender = ScriptedServer.thread(() -> sendAll(opened.peer()));
        meanwhile();
        assertThat(listener.received()).isLessThan(MAX_WHILE_PAUSED);
        run(opened, ClientWebSocket::resumeReading);
        eventually("the rest comes", () -> listener.received() == MESSAGES + 2);
        HostTests.join(sender);
    }

    @Test
    final void aPausedWebSocketStillSends() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::pauseReading);
        send(opened, text("hello"));

        assertThat(opened.peer().readMessage().text()).isEqualTo("hello");
    }

    @Test
    final void aPausedWebSocketHearsTheAnswerToItsClose() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::pauseReading);
        run(opened, ClientWebSocket::close);
        assertThat(opened.peer().readFrame().closeStatus()).isEqualTo(1000);
        opened.peer().send(RawFrame.close(1000));

        assertThat(end().code()).isEqualTo(1000);
    }

    @Test
    final void aPausedWebSocketCanBeAborted() throws IOException {
        Opened opened = open();
        run(opened, ClientWebSocket::pauseReading);
        run(opened, ClientWebSocket::abort);

        opened.peer().awaitEnd();
    }

    @Test
    final void aWebSocketIsWritableWhileLittleWaits() throws IOException {
        Opened opened = open();
        assertThat(onLane(opened.webSocket()::isWritable)).isTrue();
        send(opened, text("hello"));
        assertThat(onLane(opened.webSocket()::isWritable)).isTrue();
        assertThat(listener.writableCalls()).isZero();
    }

    @Test
    final void aPeerThatDoesNotReadMakesTheWebSocketUnwritableUntilItReads() throws IOException {
        Opened opened = open();
        int sent = fill(opened);
        int before = listener.writableCalls();

        for (int i = 0; i < sent; i++) {
            assertThat(opened.peer().readMessage().payload()).isEqualTo(bytes(MESSAGE_BYTES));
        }
        eventually("onWritable comes", () -> listener.writableCalls() > before);
        eventually("it is writable", () -> onLane(opened.webSocket()::isWritable));
        send(opened, text("more"));
        assertThat(opened.peer().readMessage().text()).isEqualTo("more");
    }

    /** Sends until nothing more fits, neither here nor into the operating system. */
    private int fill(Opened opened) {
        Frame message = binary(bytes(MESSAGE_BYTES));
        AtomicInteger sent = new AtomicInteger();
        long progress = System.nanoTime();
        while (System.nanoTime() - progress < QUIET_NANOS) {
            int before = sent.get();
            run(opened, webSocket -> {
                while (webSocket.isWritable() && sent.get() < 5000) {
                    webSocket.send(message, false);
                    webSocket.flush();
                    sent.incrementAndGet();
                }
            });
            if (sent.get() > before) {
                progress = System.nanoTime();
            }
        }
        assertThat(sent.get()).as("messages for a peer that does not read").isLessThan(5000);
        assertThat(onLane(opened.webSocket()::isWritable)).isFalse();
        return sent.get();
    }

    @Test
    final void whatDoesNotFitIsKeptAndSent() throws IOException {
        Opened opened = open();
        Frame message = binary(bytes(MESSAGE_BYTES));
        run(opened, webSocket -> {
            for (int i = 0; i < 2 * MESSAGES; i++) {
                webSocket.send(message, false);
            }
            webSocket.flush();
        });
        meanwhile();
        assertThat(onLane(opened.webSocket()::isWritable)).isFalse();

        for (int i = 0; i < 2 * MESSAGES; i++) {
            assertThat(opened.peer().readMessage().payload()).isEqualTo(bytes(MESSAGE_BYTES));
        }
        eventually("onWritable comes", () -> listener.writableCalls() > 0);
    }

    @Test
    final void aPeerThatDoesNotReadCanBeAborted() throws IOException {
        Opened opened = open();
        fill(opened);
        run(opened, ClientWebSocket::abort);

        opened.peer().awaitEnd();
    }
}
