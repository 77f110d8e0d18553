package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a host does with the connections that carry its requests (RFC 9112 §9). */
abstract class ConnectionTests extends HostTests<TcpTestedHost> {
    private static final int LIMIT = 100_000;

    private final ConcurrentLinkedDeque<HttpExchange> waiting = new ConcurrentLinkedDeque<>();
    private final List<String> aborted = new CopyOnWriteArrayList<>();

    ConnectionTests(Function<HostHandler, TcpTestedHost> starter) {
        super(starter);
    }

    /** A host that answers with method, path and body, a path with "wait" when it is told to, one with "early" at once. */
    private TcpTestedHost startEchoing() {
        return startForRequests(exchange -> {
            exchange.onAborted(() -> aborted.add(exchange.request().path()));
            if (exchange.request().path().startsWith("/wait")) {
                waiting.add(exchange);
            } else if (exchange.request().path().startsWith("/early")) {
                exchange.respond(HttpResponse.of(403, "text/plain", "no"));
            } else {
                exchange.receive(LIMIT, echo(exchange));
            }
        });
    }

    private static HttpExchange.BodyReceiver echo(HttpExchange exchange) {
        return new HttpExchange.BodyReceiver() {
            @Override
            public void onBody(ByteSlice body) {
                answer(exchange, exchange.request().path() + " " + body.utf8());
            }

            @Override
            public void onTooLarge() {
                exchange.respond(HttpResponse.empty(413));
            }
        };
    }

    private static void answer(HttpExchange exchange, String body) {
        exchange.respond(HttpResponse.of(200, "text/plain", body));
    }

    private static String get(String path, String... fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + String.join("", fields) + "\r\n";
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String body(HttpResponse response) {
        return response.body().utf8();
    }

    @Test
    final void aConnectionCarriesOneRequestAfterTheOther() {
        RawConnection client = startEchoing().connect();
        for (int i = 0; i < 100; i++) {
            String path = "/" + i;
            client.send(i % 2 == 0 ? post(path, "body") : get(path));
            assertThat(body(client.readResponse())).isEqualTo(path + (i % 2 == 0 ? " body" : " "));
        }
    }

    @Test
    final void pipelinedRequestsAreAnsweredInTheirOrder() {
        TcpTestedHost host = startEchoing();
        RawConnection client = host.connect();
        client.send(get("/wait") + get("/1") + post("/2", "body") + get("/wait") + get("/3"));
        HttpExchange first = eventually(host, "the first arrives", waiting::poll);
        meanwhile(host);
        assertThat(client.waiting()).isEmpty();
        answer(first, "the first");
        HttpExchange second = eventually(host, "the second arrives", waiting::poll);
        if (!can(host, HostLimit.PIPELINED_ANSWERS_AT_ONCE)) {
            answer(second, "the second");
        }

        assertThat(body(client.readResponse())).isEqualTo("the first");
        assertThat(body(client.readResponse())).isEqualTo("/1 ");
        assertThat(body(client.readResponse())).isEqualTo("/2 body");
        answer(second, "the second");
        assertThat(body(client.readResponse())).isEqualTo("the second");
        assertThat(body(client.readResponse())).isEqualTo("/3 ");
    }

    @Test
    final void thousandsOfRequestsMayBePipelinedBehindOneThatWaits() {
        TcpTestedHost host = startEchoing();
        RawConnection client = host.connect();
        int count = 5000;
        StringBuilder requests = new StringBuilder(get("/wait"));
        for (int i = 0; i < count; i++) {
            requests.append(get("/" + i));
        }
        client.send(requests.toString());
        answer(eventually(host, "the first arrives", waiting::poll), "the first");

        assertThat(body(client.readResponse())).isEqualTo("the first");
        for (int i = 0; i < count; i++) {
            assertThat(body(client.readResponse())).isEqualTo("/" + i + " ");
        }
    }

    @Test
    final void aClientThatLeavesWithARequestBehindTheOneThatWaitsIsNoticed() {
        TcpTestedHost host = startEchoing();
        RawConnection client = host.connect();
        client.send(get("/wait") + get("/1"));
        HttpExchange first = eventually(host, "the first arrives", waiting::poll);
        meanwhile(host);
        client.close();

        if (can(host, HostLimit.LEAVING_WHILE_WAITING)) {
            eventually(host, "the leaving is noticed", () -> !aborted.isEmpty());
            assertThat(aborted).containsExactly("/wait");
        } else {
            answer(first, "too late");
            assertThat(body(host.connect().send(get("/other")).readResponse())).isEqualTo("/other ");
        }
    }

    @Test
    final void anAnswerFromAnotherThreadIsNotLostWhenTheBodyEndsMeanwhile() throws InterruptedException {
        BlockingQueue<HttpExchange> arrived = new LinkedBlockingQueue<>();
        RawConnection client = startForRequests(arrived::add).connect();
        for (int i = 0; i < 300; i++) {
            client.send(post("/" + i, "body"));
            HttpExchange exchange = arrived.take();
            answer(exchange, exchange.request().path());
            assertThat(body(client.readResponse())).isEqualTo("/" + i);
        }
    }

    @Test
    final void connectionCloseIsHonoured() {
        RawConnection client = startEchoing().connect();
        client.send(get("/", "Connection: close\r\n") + get("/smuggled"));

        assertThat(body(client.readResponse())).isEqualTo("/ ");
        client.readEnd();
    }

    @Test
    final void anHttp10ConnectionEndsWithTheAnswer() {
        RawConnection client = startEchoing().connect();
        client.send("GET / HTTP/1.0\r\n\r\n");

        assertThat(body(client.readResponse())).isEqualTo("/ ");
        client.readEnd();
    }

    @Test
    final void theAnswerToAHeadHasNoBody() {
        RawConnection client = startEchoing().connect();
        client.send("HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n" + get("/next"));

        HttpResponse head = client.readResponseToHead();
        assertThat(head.headers().get("Content-Length")).isEqualTo("5");
        assertThat(body(client.readResponse())).isEqualTo("/next ");
    }

    @Test
    final void aBodyIsAskedForWhenItIsWanted() {
        String head = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
        TcpTestedHost host = startEchoing();
        RawConnection wanted = host.connect().send("POST /x" + head);
        assertThat(wanted.readResponse().status()).isEqualTo(100);
        assertThat(body(wanted.send("body").readResponse())).isEqualTo("/x body");

        RawConnection unwanted = host.connect().send("POST /early" + head);
        if (!can(host, HostLimit.CONTINUE_WHEN_WANTED)) {
            assertThat(unwanted.readResponse().status()).isEqualTo(100);
        }
        assertThat(unwanted.readResponse().status()).isEqualTo(403);
    }

    @Test
    final void aBodyThatNobodyWantedDoesNotHarmTheNextRequest() {
        RawConnection client = startEchoing().connect();
        client.send(post("/early", "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n") + get("/next"));

        assertThat(client.readResponse().status()).isEqualTo(403);
        assertThat(body(client.readResponse())).isEqualTo("/next ");
    }

    @Test
    final void anAnswerCanBeReadThoughTheBodyStillComes() {
        TcpTestedHost host = startEchoing();
        RawConnection client = host.connect();
        client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        for (int i = 0; i < 20; i++) {
            client.send(chunk);
        }

        assertThat(client.readResponse().status()).isEqualTo(413);
        assertThat(client.broken()).isNull();
        client.skipToEnd();
        if (can(host, HostLimit.CLOSE_BEFORE_END_OF_BODY)) {
            assertThat(client.broken()).isNull();
        }
    }

    @Test
    final void manyConnectionsAreServedAtOnce() {
        TcpTestedHost host = startEchoing();
        List<RawConnection> clients = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(host.connect().send(get("/wait" + i)));
        }
        AtomicInteger answered = new AtomicInteger();
        eventually(host, "all arrive", () -> {
            for (HttpExchange one = waiting.pollLast(); one != null; one = waiting.pollLast()) {
                answer(one, one.request().path());
                answered.incrementAndGet();
            }
            return answered.get() == 50;
        });

        for (int i = 0; i < 50; i++) {
            assertThat(body(clients.get(i).readResponse())).isEqualTo("/wait" + i);
        }
    }
}
