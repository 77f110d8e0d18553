package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.HttpResponse;
import hocket.testkit.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 byte by byte: what is answered, and what is refused before anybody sees it. */
class HttpConformanceTest {
    private static final EchoHandler HANDLER = new EchoHandler();
    private static NettyServer server;

    @BeforeAll
    static void start() throws IOException {
        server = NettyServer.builder(HANDLER)
                .host("127.0.0.1")
                .headerTimeout(Duration.ofMillis(700))
                .bodyTimeout(Duration.ofMillis(500))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawConnection connect() {
        HANDLER.requests.clear();
        HANDLER.aborted.clear();
        return RawConnection.open(server.port());
    }

    /** A response behind which the server ends the connection, in order. */
    private static HttpResponse readLastResponse(RawConnection client) {
        HttpResponse response = client.readResponse();
        client.readEnd();
        assertThat(client.broken()).isNull();
        return response;
    }

    private static String readBody(RawConnection client) {
        HttpResponse response = client.readResponse();
        assertThat(response.status()).isEqualTo(200);
        return response.body().utf8();
    }

    @Test
    void connectionIsKeptForManyRequests() {
        try (RawConnection client = connect()) {
            for (int i = 0; i < 20; i++) {
                client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
                HttpResponse response = client.readResponse();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().utf8()).isEqualTo("POST /x hi");
                assertThat(response.headers().get("Connection")).isNull();
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        }
        try (RawConnection client = connect()) {
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(readBody(client)).isEqualTo("POST /" + i + " abc");
            }
        }
    }

    @Test
    void closeIsHonouredAndAnsweredInKind() {
        try (RawConnection client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            HttpResponse response = readLastResponse(client);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().get("Connection")).isEqualToIgnoringCase("close");
        }
    }

    @Test
    void http10IsClosedUnlessItAsksToBeKept() {
        try (RawConnection client = connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(200);
        }
        try (RawConnection client = connect()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                HttpResponse response = client.readResponse();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.headers().get("Connection")).isEqualToIgnoringCase("keep-alive");
            }
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() {
        try (RawConnection client = connect()) {
            client.send(
                    "HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\nGET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            HttpResponse head = client.readResponseToHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers().get("Content-Length")).isEqualTo("10");
            assertThat(readLastResponse(client).body().utf8()).isEqualTo("GET /next ");
        }
    }

    @Test
    void chunkedBodyIsJoined() {
        try (RawConnection client = connect()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
            assertThat(readBody(client)).isEqualTo("POST / abc");
        }
    }

    @Test
    void absoluteUrlIsReadAsItsPath() {
        try (RawConnection client = connect()) {
            client.send("GET http://h/a?b=c HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readBody(client)).isEqualTo("GET /a?b=c ");
        }
    }

    @Test
    void bodyIsAskedForOnlyWhenItIsWanted() {
        String expecting = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (RawConnection client = connect()) {
            assertThat(client.send("POST /x" + expecting).readResponse().status())
                    .isEqualTo(100);
            assertThat(readBody(client.send("ab"))).isEqualTo("POST /x ab");
        }
        try (RawConnection client = connect()) {
            assertThat(client.send("POST /early" + expecting).readResponse().status())
                    .isEqualTo(400);
        }
    }

    @Test
    void bodyAnnouncedTooLargeIs413BeforeAByteOfIt() {
        try (RawConnection client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(413);
        }
    }

    @Test
    void answerIsReadableAlthoughTheBodyStillComes() {
        try (RawConnection client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 12; i++) {
                client.send(chunk);
            }
            assertThat(client.readResponse().status()).isEqualTo(413);
            client.readEnd();
        }
    }

    @Test
    void shortBodyThatNobodyWantedDoesNotEndTheConnection() {
        try (RawConnection client = connect()) {
            client.send("POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(400);
            client.send("12345GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readBody(client)).isEqualTo("GET /next ");
        }
    }

    @Test
    void tooLongLineIs414AndTooLongHeadersAre431() {
        try (RawConnection client = connect()) {
            client.send("GET /" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(414);
        }
        try (RawConnection client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(431);
        }
        try (RawConnection client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + "X: 0123456789\r\n".repeat(1400) + "\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(431);
        }
        assertThat(HANDLER.requests).isEmpty();
    }

    /** Two readers of these could see two ends, or two requests; none may reach the handler whole, none is answered 200. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 5 5\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "X: a\r\n b\r\nContent-Length : 5\r\n",
                " Content-Length: 5\r\n",
                "X\u0000: a\r\n",
                "X: a\u0000b\r\n",
                "X: a\rb\r\n",
                "Host: other\r\n",
                "no colon here\r\n"
            })
    void ambiguousHeadIsRefusedAndTheConnectionEnds(String fields) {
        try (RawConnection client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\n" + fields
                    + "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(400);
            assertThat(HANDLER.requests).noneMatch(request -> request.path().equals("/smuggled"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\nab\r\n", "-1\r\nab\r\n", "5;\r\nabc\r\n0\r\n\r\n", "2\r\nabX0\r\n\r\n", "ffffffffff\r\n"})
    void malformedChunkIsRefused(String chunks) {
        try (RawConnection client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            client.endSending();
            assertThat(readLastResponse(client).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/3.0\r\nHost: h\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET  / HTTP/1.1 x\r\nHost: h\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abcdefgh\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n"
            })
    void whatIsNoHttp11IsRefused(String bytes) {
        try (RawConnection client = connect()) {
            client.send(bytes);
            client.endSending();
            assertThat(readLastResponse(client).status()).isEqualTo(400);
            assertThat(HANDLER.requests).isEmpty();
        }
    }

    @Test
    void silentConnectionAndSlowHeadEndAfterTheHeaderTimeout() {
        try (RawConnection silent = connect();
                RawConnection slow = connect()) {
            slow.send("GET / HTTP/1.1\r\nHo");
            silent.readEnd();
            slow.readEnd();
        }
    }

    @Test
    void idleConnectionEndsAfterTheHeaderTimeoutToo() {
        try (RawConnection client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(readLastResponse(client).status()).isEqualTo(200);
        }
    }

    @Test
    void bodyThatStopsEndsTheConnectionAndTheExchange() throws Exception {
        try (RawConnection client = connect()) {
            client.send("POST /trickle HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            client.readEnd();
            assertThat(HANDLER.aborted.poll(5, TimeUnit.SECONDS)).isEqualTo("/trickle");
        }
    }

    @Test
    void waitingRequestOutlivesTheHeaderTimeoutAndItsClientIsMissed() throws Exception {
        try (RawConnection client = connect()) {
            client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(HANDLER.requests.poll(5, TimeUnit.SECONDS).path()).isEqualTo("/wait");
            assertThat(HANDLER.aborted.poll(1200, TimeUnit.MILLISECONDS)).isNull();
        }
        assertThat(HANDLER.aborted.poll(5, TimeUnit.SECONDS)).isEqualTo("/wait");
    }

    @Test
    void rejectedWebSocketIsAnsweredAndTheConnectionEnds() {
        try (RawConnection client = connect()) {
            client.send("GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\r\n");
            HttpResponse response = readLastResponse(client);
            assertThat(response.status()).isEqualTo(418);
            assertThat(response.headers().get("Connection")).isEqualToIgnoringCase("close");
        }
    }
}
