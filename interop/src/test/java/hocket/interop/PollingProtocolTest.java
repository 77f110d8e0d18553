package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long-polling, request by request (reference §4.2). */
class PollingProtocolTest {
    private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().maxHttpBufferSize(10_000).observed());

    private PollingSession session;

    @BeforeEach
    void open() throws IOException {
        session = PollingSession.open(ENGINE.port());
    }

    @AfterEach
    void close() throws IOException {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4hello",
                "4",
                "4é 中文 😀 \u2028\u0000",
                "4test1\u001e4test2\u001e4test3",
                "4hello\u001ebAQIDBA==",
                "bAQIDBA==\u001e4hello\u001eb/+8="
            })
    void whatIsPostedComesBackByPoll(String payload) throws IOException {
        Response posted = session.post(payload);

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.header("content-type")).isEqualTo("text/html");
        assertThat(posted.header("content-length")).isEqualTo("2");
        assertThat(posted.text()).isEqualTo("ok");

        Response polled = session.poll();
        assertThat(polled.status()).isEqualTo(200);
        assertThat(polled.header("content-type")).matches(HttpConnection.TEXT);
        assertThat(polled.header("cache-control")).isEqualTo("no-store");
        assertThat(polled.header("content-length")).isEqualTo(Integer.toString(polled.body().length));
        assertThat(polled.text()).isEqualTo(payload);
    }

    @Test
    void aPollWaitsForAMessage() throws IOException {
        session.beginPoll();
        session.post("4hello");

        assertThat(session.endPoll().text()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "x4hello", "b#", "\u001e", "4a\u001e\u001e4b"})
    void aMalformedPayloadEndsTheSession(String payload) throws IOException {
        session.beginPoll();
        try {
            assertThat(session.post(payload).status()).isIn(200, 400);
        } catch (EOFException e) {
            // the connection may be cut as well
        }
        assertThat(session.endPoll().text()).isIn("1", "4a");
        assertGone();
    }

    @Test
    void whatComesBeforeAMalformedPacketIsTaken() throws IOException {
        session.beginPoll();
        session.post("1\u001eabc");

        assertThat(session.endPoll().text()).isEqualTo("6");
        assertGone();
    }

    @Test
    void twoPollsAtATimeEndTheSession() throws IOException {
        try (HttpConnection one = HttpConnection.to(ENGINE.port());
                HttpConnection other = HttpConnection.to(ENGINE.port())) {
            one.sendGet(session.target());
            other.sendGet(session.target());
            Response first = one.receive();
            Response second = other.receive();

            // Which of them came first is the network's choice.
            Response told = first.status() == 200 ? first : second;
            Response refused = first.status() == 200 ? second : first;
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.text()).isEqualTo("1");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).isEmpty();
        }
        assertGone();
    }

    @Test
    void twoPostsAtATimeEndTheSession() throws IOException {
        session.beginPoll();
        try (HttpConnection slow = HttpConnection.to(ENGINE.port())) {
            slow.sendRaw("POST " + session.target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n"
                    + "Expect: 100-continue\r\n\r\n");
            assertThat(slow.receiveInterim()).isEqualTo(100);

            Response second = session.post("4hello");
            assertThat(second.status()).isEqualTo(400);
            assertThat(second.text()).isEmpty();
            assertThat(slow.isClosedByServer()).isTrue();
        }
        assertThat(session.endPoll().text()).isEqualTo("1");
        assertGone();
    }

    @Test
    void anAbortedIdlePollEndsTheSession() throws Exception {
        session.beginPoll();
        session.abortPoll();

        long began = System.nanoTime();
        Response next = session.request("GET", "");
        assertThat(next.status()).isEqualTo(400);
        assertThat(System.nanoTime() - began).as("nanoseconds until the answer").isLessThan(1_000_000_000L);
        assertGone();
    }

    @Test
    void aCutPostEndsTheSessionAndIsDiscarded() throws IOException {
        session.beginPoll();
        try (HttpConnection cut = HttpConnection.to(ENGINE.port())) {
            cut.sendRaw("POST " + session.target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n4hello");
        }

        assertThat(session.endPoll().text()).isEqualTo("1");
        assertGone();
    }

    @Test
    void bytesAreNotPostedAsTheyAre() throws IOException {
        session.beginPoll();
        Response response = session.post("4hello", "Content-Type: application/octet-stream");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).isEmpty();
        assertThat(session.endPoll().text()).isEqualTo("1");
        assertGone();
    }

    @Test
    void aPostMayBeAsLongAsTheServerSays() throws IOException {
        assertThat(session.post("4" + "x".repeat(9_999)).status()).isEqualTo(200);
        assertThat(session.poll().text()).hasSize(10_000);
    }

    @Test
    void aLongerPostIsRefusedBeforeItIsRead() throws IOException {
        try (HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            connection.sendRaw("POST " + session.target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10001\r\n\r\n");
            Response response = connection.receive();

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.text()).isEmpty();
        }
        assertGone();
    }

    @Test
    void aLongerPostWithoutALengthIsRefusedAtTheLimit() throws IOException {
        try (HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            connection.sendRaw(
                    "POST " + session.target() + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.sendRaw("1389\r\n4" + "x".repeat(5000) + "\r\n1388\r\n" + "x".repeat(5000) + "\r\n");

            assertThat(connection.receive().status()).isEqualTo(413);
        }
        assertGone();
    }

    @Test
    void theLengthOfAPostIsCountedInBytes() throws IOException {
        assertThat(session.post("4" + "é".repeat(4_999)).status()).isEqualTo(200);
        assertThat(session.post("4" + "é".repeat(5_000)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void aSessionIsPolledAndPostedOnly(String method) throws IOException {
        assertThat(session.request(method, "").status()).isEqualTo(405);
        assertThat(session.post("4unharmed").text()).isEqualTo("ok");
        assertThat(session.poll().text()).isEqualTo("4unharmed");
    }

    @Test
    void theClientClosesWithAPacket() throws IOException {
        session.beginPoll();
        Response posted = session.post("1");

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.text()).isEqualTo("ok");
        assertThat(session.endPoll().text()).isEqualTo("6");
        assertGone();
    }

    @Test
    void theServerClosesAPollThatWaits() throws IOException {
        session.beginPoll();
        session.post("4do:close");

        assertThat(session.endPoll().text()).isEqualTo("1");
        assertGone();
    }

    @Test
    void theServerClosesWithTheNextPollIfNoneWaits() throws IOException {
        session.post("4do:close");

        assertThat(session.poll().text()).isEqualTo("6\u001e1");
        assertGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void aPingOfTheClientEndsTheSession(String ping) throws IOException {
        session.beginPoll();
        session.post(ping);

        assertThat(session.endPoll().text()).isEqualTo("1");
        assertGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6", "0", "5"})
    void aPacketOutOfPlaceIsIgnored(String packet) throws IOException {
        session.post(packet);
        session.post("4unharmed");

        assertThat(session.poll().text()).isEqualTo("4unharmed");
    }

    @Test
    void aSessionOverWebSocketIsNotPolled() throws IOException {
        try (RawWebSocket webSocket = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=4&transport=websocket");
                HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            String sid = PollingSession.sidOf(webSocket.receiveText());
            Response response = connection.get("/engine.io/?EIO=4&transport=polling&sid=" + sid);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).isEqualTo(BAD_REQUEST);
            webSocket.send("4unharmed");
            assertThat(webSocket.receiveText()).isEqualTo("4unharmed");
        }
    }

    private void assertGone() throws IOException {
        Response response = session.request("GET", "");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).isEqualTo(UNKNOWN);
        assertThat(session.request("POST", "4x").text()).isEqualTo(UNKNOWN);
    }
}
