package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link WebSocketOffer}, its listener and its channel promise. */
abstract class WebSocketTests extends HostTests<TestedHost> {
    private static final int LIMIT = 1_000_000;
    private static final int GOING_AWAY = 1001;
    private static final int TOO_BIG = 1009;

    static final WebSocketSettings SETTINGS =
            new WebSocketSettings(LIMIT, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(20), null);

    private final RecordingListener listener = listener();

    WebSocketTests(Function<HostHandler, TestedHost> starter) {
        super(starter);
    }

    /** A host that accepts with the listener of this test. */
    private TestedHost startAccepting() {
        return startForWebSockets(offer -> accept(offer, new HttpHeaders()));
    }

    private void accept(WebSocketOffer offer, HttpHeaders headers) {
        offer.accept(SETTINGS, headers, offer.lane(), listener.on(offer.lane()));
    }

    private TestedHost.WebSocket open(TestedHost host) {
        TestedHost.WebSocket client = host.webSocket("/");
        eventually(host, "the WebSocket opens", () -> client.isOpen() && listener.isOpen());
        return client;
    }

    private Frame received(TestedHost host, TestedHost.WebSocket client) {
        return eventually(host, "the client gets a message", client::receive);
    }

    private Frame message(TestedHost host) {
        return eventually(host, "the listener gets a message", listener::message);
    }

    private void closed(TestedHost host) {
        eventually(host, "the listener is told of the end", listener::isClosed);
    }

    @Test
    final void anOfferShowsTheRequest() {
        AtomicReference<WebSocketOffer> offered = new AtomicReference<>();
        TestedHost host = startForWebSockets(offered::set);
        host.webSocket("/chat?a=b", "X-Test", "one");

        WebSocketOffer offer = eventually(host, "the offer comes", offered::get);
        assertThat(offer.request().url()).isEqualTo("/chat?a=b");
        assertThat(offer.request().header("x-test")).isEqualTo("one");
        assertThat(offer.request().isWebSocketUpgrade()).isTrue();
    }

    @Test
    final void acceptOpensTheWebSocketWithTheHeadersGiven() {
        TestedHost host = startForWebSockets(offer -> accept(offer, new HttpHeaders().add("Set-Cookie", "a=1")));
        TestedHost.WebSocket client = open(host);

        assertThat(client.responseHeaders().get("Set-Cookie")).isEqualTo("a=1");
        assertThat(client.rejection()).isNull();
    }

    @Test
    final void anOfferMayBeAcceptedLaterAndFromAnyThread() {
        AtomicReference<WebSocketOffer> offered = new AtomicReference<>();
        TestedHost host = startForWebSockets(offered::set);
        TestedHost.WebSocket client = host.webSocket("/");
        WebSocketOffer offer = eventually(host, "the offer comes", offered::get);
        meanwhile(host);
        assertThat(client.isOpen()).isFalse();
        elsewhere(() -> accept(offer, new HttpHeaders()));

        eventually(host, "the WebSocket opens", () -> client.isOpen() && listener.isOpen());
        client.send(text("hello"));
        assertThat(message(host).payload().utf8()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    final void rejectAnswersWithTheResponse(boolean onLane) {
        HttpResponse refusal = HttpResponse.of(403, "text/plain", "not you");
        TestedHost host = startForWebSockets(offer -> {
            if (onLane) {
                offer.reject(refusal);
            } else {
                elsewhere(() -> offer.reject(refusal));
            }
        });
        TestedHost.WebSocket client = host.webSocket("/");

        HttpResponse answer = eventually(host, "the answer comes", client::rejection);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().utf8()).isEqualTo("not you");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    final void messagesArriveInOrderBothWays() {
        listener.atMessage((channel, message) -> channel.send(message, false));
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        for (int i = 0; i < 1000; i++) {
            client.send(i % 2 == 0 ? text("message " + i) : binary((byte) i, (byte) (i >> 8)));
        }

        for (int i = 0; i < 1000; i++) {
            Frame echo = received(host, client);
            assertThat(echo.isBinary()).isEqualTo(i % 2 == 1);
            assertThat(echo.payload())
                    .isEqualTo((i % 2 == 0 ? text("message " + i) : binary((byte) i, (byte) (i >> 8))).payload());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 1023, 1024, 1025, 65_535, 65_536, 1_000_000})
    final void messagesOfAnySizeUpToTheLimitArriveWholeBothWays(int size) {
        listener.atMessage((channel, message) -> channel.send(message, false));
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.send(new Frame(true, bytes(size)));
        client.send(text("é".repeat(size / 2)));

        assertThat(received(host, client).payload()).isEqualTo(bytes(size));
        assertThat(received(host, client).payload().utf8()).isEqualTo("é".repeat(size / 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    final void whetherAMessageMayBeCompressedDoesNotChangeIt(boolean compress) {
        String large = "hello ".repeat(1000);
        listener.atOpen(channel -> channel.send(text(large), compress));
        TestedHost host = startAccepting();

        assertThat(received(host, open(host)).payload().utf8()).isEqualTo(large);
    }

    @Test
    final void aMessageAboveTheLimitIsClosedWith1009() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.send(new Frame(true, bytes(LIMIT + 1)));

        closed(host);
        assertThat(listener.error()).isNotNull();
        eventually(host, "the status comes", () -> client.closeStatus().isPresent());
        assertThat(client.closeStatus()).hasValue(TOO_BIG);
        assertThat(listener.message()).isNull();
    }

    @Test
    final void whatIsSentInACallbackNeedsNoFlush() {
        listener.atOpen(channel -> channel.send(text("open"), false)).atMessage((channel, message) -> {
            channel.send(text("one"), false);
            channel.send(text("two"), false);
        });
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        assertThat(received(host, client).payload().utf8()).isEqualTo("open");

        client.send(text("hello"));
        assertThat(received(host, client).payload().utf8()).isEqualTo("one");
        assertThat(received(host, client).payload().utf8()).isEqualTo("two");
    }

    @Test
    final void flushSendsWhatIsQueued() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        listener.run(channel -> {
            for (int i = 0; i < 100; i++) {
                channel.send(text("message " + i), false);
            }
            assertPending(channel, 100);
            channel.flush();
            channel.flush();
        });

        for (int i = 0; i < 100; i++) {
            assertThat(received(host, client).payload().utf8()).isEqualTo("message " + i);
        }
        AtomicInteger pending = new AtomicInteger(1);
        eventually(host, "nothing is pending any more", () -> {
            listener.run(channel -> pending.set((int) channel.pendingBytes()));
            return pending.get() == 0;
        });
    }

    private void assertPending(WebSocketChannel channel, long bytes) {
        check(channel.pendingBytes() >= bytes, "what is queued does not count as pending");
    }

    @Test
    final void aClientThatDoesNotReadMakesTheChannelUnwritableUntilItReads() {
        listener.atWritable(channel -> channel.send(text("writable"), false));
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.stopReading();
        int sent = fill(host);
        int before = listener.writableCalls();
        client.startReading();

        for (int received = 0; received < sent; ) {
            Frame frame = received(host, client);
            received += frame.isBinary() ? 1 : 0;
        }
        eventually(host, "the channel becomes writable", () -> listener.writableCalls() > before);
        Frame last = received(host, client);
        assertThat(last.payload().utf8()).isEqualTo("writable");
    }

    @Test
    final void whatIsPendingMayBeAskedByAnyThread() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.stopReading();
        fill(host);
        AtomicLong seen = new AtomicLong();
        elsewhere(() -> seen.set(listener.pendingBytes()));
        assertThat(seen).hasPositiveValue();

        client.leave();
        closed(host);
        eventually(host, "nothing is pending for a client that has left", () -> {
            elsewhere(() -> seen.set(listener.pendingBytes()));
            return seen.get() == 0;
        });
    }

    @Test
    final void onWritableDoesNotComeInTheMiddleOfAnotherCallback() {
        listener.atMessage((channel, message) -> {
            channel.send(new Frame(true, bytes(500_000)), false);
            channel.flush();
        });
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        for (int i = 0; i < 10; i++) {
            client.send(text("more"));
        }

        for (int i = 0; i < 10; i++) {
            assertThat(received(host, client).payload().length()).isEqualTo(500_000);
        }
    }

    /** Sends until nothing more fits into the channel, nor into the operating system behind it. */
    private int fill(TestedHost host) {
        AtomicInteger sent = new AtomicInteger();
        for (int before = -1; sent.get() > before; meanwhile(host)) {
            before = sent.get();
            AtomicInteger done = new AtomicInteger();
            listener.run(channel -> {
                while (channel.isWritable() && sent.get() < 5000) {
                    channel.send(new Frame(true, bytes(10_000)), false);
                    channel.flush();
                    sent.incrementAndGet();
                }
                check(!channel.isWritable(), "50 MB fit into the channel");
                check(channel.pendingBytes() > 0, "nothing is pending for a client that does not read");
                done.set(1);
            });
            eventually(host, "the channel is full", () -> done.get() == 1);
        }
        return sent.get();
    }

    @Test
    final void aPausedChannelDeliversEverythingOnceItIsResumed() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        AtomicInteger paused = new AtomicInteger();
        listener.run(channel -> {
            channel.pauseReading();
            channel.pauseReading();
            paused.set(1);
        });
        eventually(host, "reading is paused", () -> paused.get() == 1);
        for (int i = 0; i < 100; i++) {
            client.send(text("message " + i));
        }
        meanwhile(host);
        assertThat(listener.message()).isNull();
        listener.run(WebSocketChannel::resumeReading);

        for (int i = 0; i < 100; i++) {
            assertThat(message(host).payload().utf8()).isEqualTo("message " + i);
        }
    }

    @Test
    final void aChannelPausedInTheMiddleLosesNothing() {
        listener.atMessage((channel, message) -> channel.pauseReading());
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        for (int i = 0; i < 100; i++) {
            client.send(text("message " + i));
        }

        for (int i = 0; i < 100; i++) {
            listener.run(WebSocketChannel::resumeReading);
            assertThat(message(host).payload().utf8()).isEqualTo("message " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, GOING_AWAY, 3000, 4999, WebSocketChannel.NO_STATUS})
    final void closeTellsTheClientTheStatus(int status) {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        listener.run(channel -> {
            channel.send(text("last words"), false);
            channel.close(status);
            channel.close(TOO_BIG);
            channel.send(text("too late"), false);
            channel.flush();
            check(!channel.isWritable(), "a channel that is being closed is writable");
        });

        closed(host);
        assertThat(listener.error()).isNull();
        eventually(host, "the status comes", () -> client.closeStatus().isPresent());
        boolean none = status == WebSocketChannel.NO_STATUS && !can(host, HostLimit.CLOSE_WITHOUT_STATUS);
        assertThat(client.closeStatus()).hasValue(none ? 1000 : status);
        assertThat(received(host, client).payload().utf8()).isEqualTo("last words");
        assertThat(client.receive()).isNull();
    }

    @Test
    final void aListenerMayCloseAtOnce() {
        listener.atOpen(channel -> channel.close(GOING_AWAY));
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = host.webSocket("/");

        closed(host);
        eventually(host, "the status comes", () -> client.closeStatus().isPresent());
        assertThat(client.closeStatus()).hasValue(GOING_AWAY);
    }

    @Test
    final void aListenerMayCloseInAMessage() {
        listener.atMessage((channel, message) -> channel.close(GOING_AWAY));
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.send(text("hello"));

        closed(host);
        eventually(host, "the status comes", () -> client.closeStatus().isPresent());
        assertThat(client.closeStatus()).hasValue(GOING_AWAY);
    }

    @Test
    final void aClientThatClosesIsReportedOnceAndWithoutAnError() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.send(text("last words"));
        client.close();

        closed(host);
        assertThat(listener.error()).isNull();
        assertThat(message(host).payload().utf8()).isEqualTo("last words");
        meanwhile(host);
    }

    @Test
    final void aClientThatLeavesIsReportedOnce() {
        TestedHost host = startAccepting();
        TestedHost.WebSocket client = open(host);
        client.leave();

        closed(host);
        meanwhile(host);
    }

    @Test
    final void afterItsEndAChannelDoesNothing() {
        TestedHost host = startAccepting();
        open(host).leave();
        closed(host);
        AtomicInteger done = new AtomicInteger();
        listener.run(channel -> {
            channel.send(text("too late"), false);
            channel.send(new Frame(true, bytes(100_000)), true);
            channel.flush();
            channel.pauseReading();
            channel.resumeReading();
            channel.close(GOING_AWAY);
            check(!channel.isWritable(), "a closed channel is writable");
            check(channel.pendingBytes() == 0, "something is pending in a closed channel");
            done.set(1);
        });

        eventually(host, "all calls return", () -> done.get() == 1);
        meanwhile(host);
    }
}
