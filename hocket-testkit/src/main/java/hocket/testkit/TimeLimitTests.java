package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketSettings;
import hocket.engine.spi.WriteTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The limits of time that {@link WebSocketSettings} sets. */
abstract class TimeLimitTests extends HostTests<TcpTestedHost> {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration MEDIUM = Duration.ofMillis(800);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordingListener listener = listener();

    TimeLimitTests(Function<HostHandler, TcpTestedHost> starter) {
        super(starter);
    }

    private TcpTestedHost startAccepting(Duration closeTimeout, Duration writeTimeout) {
        WebSocketSettings settings = new WebSocketSettings(1_000_000, 16_384, closeTimeout, writeTimeout, null);
        return startForWebSockets(offer -> {
            boolean watched = offer.request().path().equals("/watched");
            RecordingListener told = watched ? listener : listener().atMessage((channel, m) -> channel.send(m, false));
            offer.accept(settings, new HttpHeaders(), offer.lane(), told.on(offer.lane()));
        });
    }

    private RawConnection watched(TcpTestedHost host) {
        RawConnection client = host.connect();
        assertThat(client.upgrade("/watched").status()).isEqualTo(101);
        eventually(host, "the WebSocket opens", listener::isOpen);
        return client;
    }

    private void send(int count) {
        listener.run(channel -> {
            for (int i = 0; i < count; i++) {
                channel.send(new Frame(true, bytes(100_000)), false);
            }
            channel.flush();
        });
    }

    @Test
    final void aClientThatReadsNothingIsCutAndOthersAreServed() {
        TcpTestedHost host = startAccepting(LONG, SHORT);
        RawConnection client = watched(host);
        TestedHost.WebSocket other = host.webSocket("/");
        eventually(host, "the other opens", other::isOpen);
        client.stopReading();
        send(300);
        other.send(text("hello"));
        assertThat(eventually(host, "the echo comes", other::receive).payload().utf8())
                .isEqualTo("hello");

        eventually(host, "the client is cut", listener::isClosed);
        assertThat(listener.error()).isInstanceOf(WriteTimeoutException.class);
        assertThat(other.isOpen()).isTrue();
        cut(host, client);
    }

    /** The client reads what has left, and then the end. */
    private void cut(TcpTestedHost host, RawConnection client) {
        eventually(host, "the connection is cut", () -> {
            client.readMore(100_000);
            return client.hasEnded();
        });
    }

    @Test
    final void aClientThatReadsSlowlyIsNotCut() {
        TcpTestedHost host = startAccepting(LONG, MEDIUM);
        RawConnection client = watched(host);
        client.stopReading();
        send(300);
        long deadline = System.nanoTime() + 2 * MEDIUM.toNanos();
        while (System.nanoTime() < deadline) {
            client.readMore(100_000);
            meanwhile(host);
        }

        assertThat(listener.isOpen()).isTrue();
        assertThat(client.received()).as("what a slow reader has read").isLessThan(30_000_000);
    }

    @Test
    final void anIdleWebSocketIsNotCut() {
        TcpTestedHost host = startAccepting(SHORT, SHORT);
        RawConnection client = watched(host);
        send(1);
        assertThat(readMessage(client)).isEqualTo(100_000);
        long deadline = System.nanoTime() + 2 * SHORT.toNanos();
        while (System.nanoTime() < deadline) {
            host.pass();
        }

        assertThat(listener.isOpen()).isTrue();
        send(1);
        assertThat(readMessage(client)).isEqualTo(100_000);
    }

    /** The bytes of the next message, which a host may send in several frames. */
    private static int readMessage(RawConnection client) {
        RawFrame frame = client.readFrame();
        int bytes = frame.payload().length();
        while (!frame.fin()) {
            frame = client.readFrame();
            bytes += frame.payload().length();
        }
        return bytes;
    }

    @Test
    final void aClientThatDoesNotAnswerACloseFrameIsCut() {
        TcpTestedHost host = startAccepting(SHORT, LONG);
        RawConnection client = watched(host);
        listener.run(channel -> channel.close(1000));

        assertThat(client.readFrame().closeStatus()).isEqualTo(1000);
        client.readEnd();
        eventually(host, "the listener is told", listener::isClosed);
    }

    @Test
    final void aClientThatDoesNotEvenReadTheCloseFrameIsCut() {
        TcpTestedHost host = startAccepting(SHORT, LONG);
        RawConnection client = watched(host);
        client.stopReading();
        listener.run(channel -> {
            for (int i = 0; i < 300; i++) {
                channel.send(new Frame(true, bytes(100_000)), false);
            }
            channel.close(1000);
        });

        eventually(host, "the listener is told", listener::isClosed);
        cut(host, client);
    }

    @Test
    final void aClientThatClosesButDoesNotReadIsCut() {
        TcpTestedHost host = startAccepting(SHORT, LONG);
        RawConnection client = watched(host);
        client.stopReading();
        send(300);
        client.send(RawFrame.close(1000));
        eventually(host, "the listener is told", listener::isClosed);
        cut(host, client);
    }

    @Test
    final void aPausedClientIsStillHeardWhenItIsClosed() {
        TcpTestedHost host = startAccepting(LONG, LONG);
        RawConnection client = watched(host);
        listener.run(WebSocketChannel::pauseReading);
        listener.run(channel -> {
            channel.close(1000);
            channel.pauseReading();
        });
        assertThat(client.readFrame().closeStatus()).isEqualTo(1000);
        client.send(RawFrame.close(1000));

        eventually(host, "the answer to the close frame is heard", listener::isClosed);
    }
}
