package hocket.testkit;

import static hocket.testkit.EngineFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.EngineMessage;
import hocket.engine.Handlers;
import hocket.engine.ReadyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP long-polling: each row of the reference's table of answers. */
class EnginePollingTest {
    private final EngineFixture fixture = new EngineFixture();
    private final MemoryHost host = fixture.host;

    @Test
    void handshakeHoldsTheFieldsOfTheProtocol() {
        MemoryExchange handshake = host.get(url("transport=polling"));
        assertThat(handshake.text())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
        assertThat(handshake.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(handshake.header("Cache-Control")).isEqualTo("no-store");
        assertThat(handshake.header("X-Initial")).isEqualTo("yes");
        assertThat(handshake.header("X-Every")).isEqualTo("yes");
        assertThat(handshake.header("Set-Cookie")).isNull();
    }

    @Test
    void onlyTheFirstAnswerHasTheInitialHeaders() {
        String url = fixture.openPolling();
        fixture.socket().send("x");
        MemoryExchange poll = host.get(url);
        assertThat(poll.header("X-Initial")).isNull();
        assertThat(poll.header("X-Every")).isEqualTo("yes");
    }

    @Test
    void initialPacketFollowsTheHandshake() {
        EngineFixture other = new EngineFixture(o -> o.initialPacket(EngineMessage.text("hi")));
        assertThat(other.host.get(url("transport=polling")).text()).endsWith("}\u001e4hi");
    }

    @Test
    void pollIsAnsweredWithAllThatIsQueued() {
        String url = fixture.openPolling();
        fixture.socket().send("a");
        fixture.socket().send(new byte[] {1, 2, 3, 4});
        fixture.socket().send("");
        MemoryExchange poll = host.get(url);
        assertThat(poll.text()).isEqualTo("4a\u001ebAQIDBA==\u001e4");
        assertThat(fixture.events).contains("drain");
    }

    @Test
    void idlePollWaitsAndTakesAllOfOneTurn() {
        String url = fixture.openPolling();
        MemoryExchange poll = host.get(url);
        assertThat(poll.response()).isNull();
        fixture.socket().send("a");
        fixture.socket().send("b");
        host.lane().crank();
        assertThat(poll.text()).isEqualTo("4a\u001e4b");
    }

    @Test
    void postIsAnsweredOkWhenItsPacketsWereTaken() {
        String url = fixture.openPolling();
        MemoryExchange post = host.post(url, "4test1\u001e4test2\u001ebAQIDBA==");
        assertThat(post.status()).isEqualTo(200);
        assertThat(post.text()).isEqualTo("ok");
        assertThat(post.header("Content-Type")).isEqualTo("text/html");
        assertThat(fixture.events).containsExactly("message test1", "message test2", "binary \u0001\u0002\u0003\u0004");
    }

    @Test
    void secondPollEndsTheSession() {
        String url = fixture.openPolling();
        MemoryExchange first = host.get(url);
        MemoryExchange second = host.get(url);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text()).isEmpty();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("1");
        assertThat(fixture.events).containsExactly("close transport error: overlap from client");
        assertUnknown(url);
    }

    @Test
    void secondPostEndsTheSessionAndCutsTheFirst() {
        String url = fixture.openPolling();
        MemoryExchange first = host.begin("POST", url);
        first.sendBody(ByteSlice.utf8("4par"));
        MemoryExchange second = host.post(url, "4x");
        assertThat(second.status()).isEqualTo(400);
        assertThat(first.isCut()).isTrue();
        assertThat(fixture.events).containsExactly("close transport error: data request overlap from client");
    }

    @Test
    void cutPollEndsTheSession() {
        String url = fixture.openPolling();
        host.get(url).leave();
        assertThat(fixture.events).containsExactly("close transport error: poll connection closed prematurely");
        assertUnknown(url);
    }

    @Test
    void cutPostEndsTheSessionAndItsDataIsDiscarded() {
        String url = fixture.openPolling();
        MemoryExchange post = host.begin("POST", url);
        post.sendBody(ByteSlice.utf8("4half"));
        post.leave();
        assertThat(fixture.events).containsExactly("close transport error: data request connection closed prematurely");
    }

    @Test
    void tooLargeBodyIs413AndEndsTheSession() {
        EngineFixture small = new EngineFixture(o -> o.maxHttpBufferSize(10));
        String url = small.openPolling();
        MemoryExchange announced = small.host.begin("POST", url, "Content-Length", "11");
        assertThat(announced.status()).isEqualTo(413);
        assertThat(small.events).containsExactly("close transport error: the body exceeds maxHttpBufferSize");

        String streamed = small.openPolling();
        MemoryExchange post = small.host.begin("POST", streamed);
        post.sendBody(ByteSlice.utf8("4aaaaaaaaa"));
        assertThat(post.response()).isNull();
        post.sendBody(ByteSlice.utf8("a"));
        assertThat(post.status()).isEqualTo(413);
    }

    @Test
    void sizeOfABodyCountsBytesAndNotCharacters() {
        EngineFixture small = new EngineFixture(o -> o.maxHttpBufferSize(10));
        assertThat(small.host.post(small.openPolling(), "4ééééé").status()).isEqualTo(413);
    }

    @Test
    void binaryBodyIsRefused() {
        String url = fixture.openPolling();
        assertThat(host.post(url, "4x", "Content-Type", "application/octet-stream")
                        .status())
                .isEqualTo(400);
        assertThat(fixture.events).containsExactly("close transport error: invalid content");
    }

    @Test
    void malformedBodyEndsTheSessionAfterThePacketsBeforeIt() {
        String url = fixture.openPolling();
        MemoryExchange poll = host.get(url);
        MemoryExchange post = host.post(url, "4good\u001eabc\u001e4never");
        assertThat(poll.text()).isEqualTo("1");
        assertThat(post.status()).isEqualTo(200);
        assertThat(fixture.events)
                .containsExactly("message good", "close parse error: a packet begins with a digit from 0 to 6, or b");
        assertUnknown(url);
    }

    @Test
    void closePacketAnswersThePollWithNoop() {
        String url = fixture.openPolling();
        MemoryExchange poll = host.get(url);
        MemoryExchange post = host.post(url, "1\u001e4never");
        assertThat(poll.text()).isEqualTo("6");
        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.events).containsExactly("close transport close");
        assertUnknown(url);
    }

    @Test
    void pollThatComesRightBehindTheClosePacketIsAnsweredToo() {
        String url = fixture.openPolling();
        assertThat(host.post(url, "1\u001e4never").text()).isEqualTo("ok");
        fixture.socket().send("never");
        host.advance(Duration.ofMillis(90));
        assertThat(fixture.events).isEmpty();
        assertThat(host.get(url).text()).isEqualTo("6");
        assertThat(fixture.events).containsExactly("close transport close");
        assertUnknown(url);
    }

    @Test
    void closePacketWithoutAPollEndsTheSessionAfterAMoment() {
        String url = fixture.openPolling();
        host.post(url, "1");
        host.advance(Duration.ofMillis(102));
        assertThat(fixture.events).containsExactly("close transport close");
        assertUnknown(url);
    }

    @Test
    void postIsAnsweredWhenTheHandlersAreDone() {
        List<Runnable> handlers = new ArrayList<>();
        EngineFixture apart = new EngineFixture(o -> o.handlers(Handlers.pool(handlers::add)));
        String url = apart.openPolling();
        MemoryExchange post = apart.host.post(url, "4a\u001e4b");
        assertThat(post.response()).isNull();
        while (!handlers.isEmpty()) {
            handlers.remove(0).run();
        }
        apart.host.lane().crank();
        assertThat(apart.events).containsExactly("message a", "message b");
        assertThat(post.text()).isEqualTo("ok");
    }

    @Test
    void handlerThatTakesLongHoldsThePostForAMomentOnly() {
        EngineFixture stuck = new EngineFixture(o -> o.handlers(Handlers.pool(task -> {})));
        MemoryExchange post = stuck.host.post(stuck.openPolling(), "4a");
        stuck.host.advance(Duration.ofMillis(99));
        assertThat(post.response()).isNull();
        stuck.host.advance(Duration.ofMillis(2));
        assertThat(post.text()).isEqualTo("ok");
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(host.request("PUT", fixture.openPolling(), ByteSlice.EMPTY).status())
                .isEqualTo(405);
    }

    @Test
    void closingHereTellsAWaitingPollAtOnce() {
        MemoryExchange poll = host.get(fixture.openPolling());
        fixture.socket().close();
        assertThat(poll.text()).isEqualTo("1");
        assertThat(fixture.events).containsExactly("close forced close");
    }

    @Test
    void closingHereDeliversWhatIsQueuedAndTellsTheNextPoll() {
        String url = fixture.openPolling();
        fixture.socket().send("last words");
        fixture.socket().close();
        assertThat(fixture.socket().readyState()).isEqualTo(ReadyState.CLOSING);
        assertThat(host.get(url).text()).isEqualTo("4last words");
        assertThat(host.get(url).text()).isEqualTo("6\u001e1");
        assertThat(fixture.events).containsExactly("drain", "close forced close");
        assertUnknown(url);
    }

    @Test
    void closingWithDiscardForgetsWhatIsQueued() {
        String url = fixture.openPolling();
        fixture.socket().send("never");
        fixture.socket().close(true);
        assertThat(fixture.events).containsExactly("close forced close");
        assertUnknown(url);
    }

    @Test
    void sessionThatWaitsForItsLastPollGivesUpAfterTheCloseTimeout() {
        EngineFixture slow = new EngineFixture(o -> o.pingInterval(Duration.ofHours(1)));
        slow.openPolling();
        slow.socket().close();
        slow.host.advance(Duration.ofSeconds(29));
        assertThat(slow.events).isEmpty();
        slow.host.advance(Duration.ofMillis(1200));
        assertThat(slow.events).containsExactly("close forced close");
    }

    @Test
    void packetsThatComeAfterClosingAreIgnored() {
        String url = fixture.openPolling();
        fixture.socket().send("keep");
        fixture.socket().close();
        host.post(url, "4late");
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void sentMessagesOfAClosedSessionAreDropped() {
        String url = fixture.openPolling();
        MemoryExchange poll = host.get(url);
        fixture.socket().close();
        fixture.socket().send("late");
        host.lane().crank();
        assertThat(poll.text()).isEqualTo("1");
    }

    @Test
    void tooMuchQueuedOutputEndsTheSession() {
        EngineFixture small = new EngineFixture(o -> o.maxOutboundBytes(1000));
        small.openPolling();
        small.socket().send("x".repeat(900));
        assertThat(small.events).isEmpty();
        small.socket().send("x".repeat(200));
        assertThat(small.events)
                .containsExactly(
                        "exceeded MAX_OUTBOUND_BYTES",
                        "close transport error: more than maxOutboundBytes wait to be sent");
    }

    @Test
    void volatileMessageIsDroppedUnlessAPollWaits() {
        String url = fixture.openPolling();
        fixture.socket().sendVolatile(encoded("dropped"));
        MemoryExchange poll = host.get(url);
        assertThat(poll.response()).isNull();
        fixture.socket().sendVolatile(encoded("sent"));
        host.lane().crank();
        assertThat(poll.text()).isEqualTo("4sent");
    }

    @Test
    void callbackOfASendRunsWhenItIsGone() {
        String url = fixture.openPolling();
        fixture.socket().send(encoded("x"), () -> fixture.events.add("gone"));
        assertThat(fixture.events).isEmpty();
        host.get(url);
        assertThat(fixture.events).containsExactly("gone", "drain");
    }

    @Test
    void pausedSessionAnswersThePostWhenItIsResumed() {
        String url = fixture.openPolling();
        fixture.socket().pauseReading();
        MemoryExchange post = host.post(url, "4x");
        assertThat(fixture.events).containsExactly("message x");
        assertThat(post.response()).isNull();
        fixture.socket().resumeReading();
        assertThat(post.text()).isEqualTo("ok");
    }

    @Test
    void pausedSessionDoesNotTimeOutForPongsThatWereNotRead() {
        fixture.openPolling();
        fixture.socket().pauseReading();
        host.advance(Duration.ofSeconds(5));
        assertThat(fixture.events).isEmpty();
        fixture.socket().resumeReading();
        host.advance(Duration.ofSeconds(1));
        assertThat(fixture.events).containsExactly("close ping timeout");
    }

    private static hocket.core.EncodedPacket encoded(String text) {
        return hocket.core.EncodedPacket.of(hocket.core.EnginePacket.text(hocket.core.EnginePacketType.MESSAGE, text));
    }

    private void assertUnknown(String url) {
        MemoryExchange next = host.get(url);
        assertThat(next.status()).isEqualTo(400);
        assertThat(next.text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(fixture.engine.clientsCount()).isZero();
    }
}
