package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static RawClient connect() throws IOException {
        HANDLER.requests.clear();
        HANDLER.aborted.clear();
        return new RawClient(server.port());
    }

    @Test
    void connectionIsKeptForManyRequests() throws IOException {
        try (RawClient client = connect()) {
            for (int i = 0; i < 20; i++) {
                String response = client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi")
                        .receive();
                assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nPOST /x hi");
                assertThat(response).doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        }
        try (RawClient client = connect()) {
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(client.receive()).endsWith("POST /" + i + " abc");
            }
        }
    }

    @Test
    void closeIsHonouredAndAnsweredInKind() throws IOException {
        try (RawClient client = connect()) {
            String all = client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .receiveAll();
            assertThat(all).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void http10IsClosedUnlessItAsksToBeKept() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").receiveAll()).startsWith("HTTP/1.1 200");
        }
        try (RawClient client = connect()) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                                .receive())
                        .containsIgnoringCase("connection: keep-alive");
            }
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws IOException {
        try (RawClient client = connect()) {
            client.send(
                    "HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\nGET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            String all = client.receiveAll();
            assertThat(all)
                    .contains("content-length: 10\r\n\r\nHTTP/1.1 200 OK")
                    .endsWith("GET /next ");
        }
    }

    @Test
    void chunkedBodyIsJoined() throws IOException {
        try (RawClient client = connect()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
            assertThat(client.receive()).endsWith("POST / abc");
        }
    }

    @Test
    void absoluteUrlIsReadAsItsPath() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.send("GET http://h/a?b=c HTTP/1.1\r\nHost: h\r\n\r\n")
                            .receive())
                    .endsWith("GET /a?b=c ");
        }
    }

    @Test
    void bodyIsAskedForOnlyWhenItIsWanted() throws IOException {
        String expecting = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (RawClient client = connect()) {
            assertThat(client.send("POST /x" + expecting).receive()).startsWith("HTTP/1.1 100 Continue");
            assertThat(client.send("ab").receive()).endsWith("POST /x ab");
        }
        try (RawClient client = connect()) {
            assertThat(client.send("POST /early" + expecting).receive()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void bodyAnnouncedTooLargeIs413BeforeAByteOfIt() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void answerIsReadableAlthoughTheBodyStillComes() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 12; i++) {
                client.send(chunk);
            }
            assertThat(client.receive()).startsWith("HTTP/1.1 413");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shortBodyThatNobodyWantedDoesNotEndTheConnection() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 400");
            client.send("12345GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).endsWith("GET /next ");
        }
    }

    @Test
    void tooLongLineIs414AndTooLongHeadersAre431() throws IOException {
        try (RawClient client = connect()) {
            client.send("GET /" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 414");
        }
        try (RawClient client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 431");
        }
        try (RawClient client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + "X: 0123456789\r\n".repeat(1400) + "\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 431");
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
    void ambiguousHeadIsRefusedAndTheConnectionEnds(String fields) throws IOException {
        try (RawClient client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\n" + fields
                    + "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
            String all = client.receiveAll();
            assertThat(all).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
            assertThat(HANDLER.requests).noneMatch(request -> request.path().equals("/smuggled"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\nab\r\n", "-1\r\nab\r\n", "5;\r\nabc\r\n0\r\n\r\n", "2\r\nabX0\r\n\r\n", "ffffffffff\r\n"})
    void malformedChunkIsRefused(String chunks) throws IOException {
        try (RawClient client = connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            client.endOutput();
            assertThat(client.receiveAll()).doesNotContain("200 OK");
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
    void whatIsNoHttp11IsRefused(String bytes) throws IOException {
        try (RawClient client = connect()) {
            client.send(bytes);
            client.endOutput();
            assertThat(client.receiveAll()).doesNotContain("200 OK");
            assertThat(HANDLER.requests).isEmpty();
        }
    }

    @Test
    void silentConnectionAndSlowHeadEndAfterTheHeaderTimeout() throws IOException {
        try (RawClient silent = connect();
                RawClient slow = connect()) {
            slow.send("GET / HTTP/1.1\r\nHo");
            assertThat(silent.isEnded()).isTrue();
            assertThat(slow.isEnded()).isTrue();
        }
    }

    @Test
    void idleConnectionEndsAfterTheHeaderTimeoutToo() throws IOException {
        try (RawClient client = connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 200");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void bodyThatStopsEndsTheConnectionAndTheExchange() throws Exception {
        try (RawClient client = connect()) {
            client.send("POST /trickle HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.isEnded()).isTrue();
            assertThat(HANDLER.aborted.poll(5, TimeUnit.SECONDS)).isEqualTo("/trickle");
        }
    }

    @Test
    void waitingRequestOutlivesTheHeaderTimeoutAndItsClientIsMissed() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(HANDLER.requests.poll(5, TimeUnit.SECONDS).path()).isEqualTo("/wait");
            assertThat(HANDLER.aborted.poll(1200, TimeUnit.MILLISECONDS)).isNull();
        }
        assertThat(HANDLER.aborted.poll(5, TimeUnit.SECONDS)).isEqualTo("/wait");
    }

    @Test
    void rejectedWebSocketIsAnsweredAndTheConnectionEnds() throws IOException {
        try (RawClient client = connect()) {
            client.send("GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 418").containsIgnoringCase("connection: close");
        }
    }
}
