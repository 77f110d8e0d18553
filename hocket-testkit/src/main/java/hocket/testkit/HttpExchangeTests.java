package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpExchange.BodyReceiver;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link HttpExchange} promises. */
abstract class HttpExchangeTests extends HostTests<TestedHost> {
    private static final int LIMIT = 1000;

    /** What became of bodies: how many bytes, or "too large". */
    private final Queue<Object> bodies = new ConcurrentLinkedQueue<>();

    private final AtomicReference<HttpExchange> exchange = new AtomicReference<>();
    private final AtomicInteger aborts = new AtomicInteger();

    HttpExchangeTests(Function<HostHandler, TestedHost> starter) {
        super(starter);
    }

    /** A host that keeps its request unanswered and notes whether it is aborted. */
    private TestedHost startKeeping() {
        return startForRequests(this::keep);
    }

    private void keep(HttpExchange arrived) {
        arrived.onAborted(() -> {
            check(arrived.lane().isInside(), "onAborted ran outside the lane");
            aborts.incrementAndGet();
        });
        exchange.set(arrived);
    }

    /** A host that reads the body and then answers: 200, or 413. */
    private TestedHost startReading() {
        return startForRequests(arrived -> {
            keep(arrived);
            arrived.receive(LIMIT, noting(arrived));
        });
    }

    private BodyReceiver noting(HttpExchange of) {
        return new BodyReceiver() {
            @Override
            public void onBody(ByteSlice body) {
                check(of.lane().isInside(), "onBody was called outside the lane");
                bodies.add(body);
                of.respond(HttpResponse.empty(200));
            }

            @Override
            public void onTooLarge() {
                check(of.lane().isInside(), "onTooLarge was called outside the lane");
                bodies.add("too large");
                of.respond(HttpResponse.of(413, "text/plain", "too large"));
            }
        };
    }

    private HttpExchange arrival(TestedHost host) {
        return eventually(host, "the request arrives", exchange::get);
    }

    private HttpResponse answer(TestedHost host, TestedHost.Exchange request) {
        return eventually(host, "the answer comes", request::answer);
    }

    @Test
    final void theHandlerSeesTheHeadAsItWasSent() throws Exception {
        TestedHost host = startKeeping();
        host.begin("GET", "/a/b%20c?x=1&y=%C3%A4+b&x=2&z", "X-Test", "one", "X-Test", "two", "Accept", "*/*");

        HttpRequest request = arrival(host).request();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo("/a/b%20c?x=1&y=%C3%A4+b&x=2&z");
        assertThat(request.path()).isEqualTo("/a/b%20c");
        assertThat(request.query())
                .containsEntry("x", "1")
                .containsEntry("y", "ä b")
                .containsEntry("z", "");
        assertThat(request.headers().all("x-test")).containsExactly("one", "two");
        assertThat(request.header("ACCEPT")).isEqualTo("*/*");
        assertThat(request.isSecure()).isFalse();
        assertThat(InetAddress.getByName(request.remoteAddress()).getHostAddress())
                .as("an address, which needs no looking up")
                .isEqualTo(request.remoteAddress());
    }

    @Test
    final void theHandlerSeesTheHeadBeforeTheBody() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "5");
        arrival(host);
        assertThat(bodies).isEmpty();

        request.send(bytes(5));
        request.end();
        assertThat(answer(host, request).status()).isEqualTo(200);
        assertThat(bodies).containsExactly(bytes(5));
    }

    @Test
    final void aBodyArrivesWholeHoweverItIsCut() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/");
        ByteSlice body = bytes(600);
        for (int at = 0, length = 1; at < body.length(); at += length, length += 7) {
            request.send(body.slice(at, Math.min(body.length(), at + length)));
            host.pass();
        }
        request.end();

        assertThat(answer(host, request).status()).isEqualTo(200);
        assertThat(bodies).containsExactly(body);
    }

    @Test
    final void aRequestWithoutABodyHasAnEmptyOne() {
        TestedHost host = startReading();
        TestedHost.Exchange get = host.begin("GET", "/");
        get.end();
        assertThat(answer(host, get).status()).isEqualTo(200);
        TestedHost.Exchange post = host.begin("POST", "/");
        post.end();
        assertThat(answer(host, post).status()).isEqualTo(200);

        assertThat(bodies).containsExactly(ByteSlice.EMPTY, ByteSlice.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    final void aBodyOfTheLimitIsTaken(boolean lengthKnown) {
        TestedHost host = startReading();
        TestedHost.Exchange request =
                lengthKnown ? host.begin("POST", "/", "Content-Length", "1000") : host.begin("POST", "/");
        request.send(bytes(LIMIT));
        request.end();

        assertThat(answer(host, request).status()).isEqualTo(200);
        assertThat(bodies).containsExactly(bytes(LIMIT));
    }

    @Test
    final void aBodyAboveTheLimitIsKnownByItsContentLengthBeforeAByteHasCome() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "1001");

        assertThat(answer(host, request).status()).isEqualTo(413);
        assertThat(bodies).containsExactly("too large");
    }

    @Test
    final void aBodyOfUnknownLengthIsTooLargeWithTheFirstByteAboveTheLimit() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/");
        request.send(bytes(LIMIT));
        meanwhile(host);
        assertThat(bodies).isEmpty();

        request.send(bytes(1));
        assertThat(answer(host, request).status()).isEqualTo(413);
        assertThat(bodies).containsExactly("too large");
    }

    @Test
    final void whatFollowsABodyThatIsTooLargeIsThrownAway() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/");
        for (int i = 0; i < 20; i++) {
            request.send(bytes(LIMIT));
        }
        request.end();

        assertThat(answer(host, request).body().utf8()).isEqualTo("too large");
        meanwhile(host);
        assertThat(bodies).containsExactly("too large");
    }

    @Test
    final void aBodyMayBeAskedForWhenItHasComeAlready() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("POST", "/");
        request.send(bytes(500));
        request.end();
        HttpExchange arrived = arrival(host);
        meanwhile(host);
        arrived.lane().execute(() -> arrived.receive(LIMIT, noting(arrived)));

        assertThat(answer(host, request).status()).isEqualTo(200);
        assertThat(bodies).containsExactly(bytes(500));
    }

    @Test
    final void aBodyThatHasComeAlreadyMayBeTooLarge() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("POST", "/");
        request.send(bytes(LIMIT + 1));
        request.end();
        HttpExchange arrived = arrival(host);
        meanwhile(host);
        arrived.lane().execute(() -> arrived.receive(LIMIT, noting(arrived)));

        assertThat(answer(host, request).status()).isEqualTo(413);
        assertThat(bodies).containsExactly("too large");
    }

    @Test
    final void anAnswerMayComeBeforeTheBody() {
        TestedHost host = startForRequests(arrived -> arrived.respond(HttpResponse.of(403, "text/plain", "no")));
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "1000000");
        request.send(bytes(10_000));

        assertThat(answer(host, request).status()).isEqualTo(403);
        assertThat(answer(host, request).body().utf8()).isEqualTo("no");
    }

    @Test
    final void anAnswerMayComeWhileTheBodyIsBeingRead() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "500");
        request.send(bytes(100));
        HttpExchange arrived = arrival(host);
        meanwhile(host);
        arrived.respond(HttpResponse.of(400, "text/plain", "no"));

        if (can(host, HostLimit.ANSWER_WHILE_READING)) {
            assertThat(answer(host, request).status()).isEqualTo(400);
            assertThat(answer(host, request).body().utf8()).isEqualTo("no");
        } else {
            eventually(host, "the connection is cut", request::isCut);
        }
        meanwhile(host);
        assertThat(bodies).isEmpty();
        assertThat(aborts).hasValue(0);
    }

    @Test
    final void anAnswerReachesTheClientAsItWasGiven() {
        HttpHeaders headers = new HttpHeaders()
                .add("Set-Cookie", "a=1")
                .add("Set-Cookie", "b=2")
                .add("X-Tab", "a\tb\u00e4");
        TestedHost host =
                startForRequests(arrived -> arrived.respond(new HttpResponse(201, headers, ByteSlice.utf8("grüße"))));

        HttpResponse answer = answer(host, host.begin("GET", "/"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().get("X-Tab")).isEqualTo("a\tb\u00e4");
        assertThat(answer.body().utf8()).isEqualTo("grüße");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 404, 503})
    final void anAnswerMayHaveNoBody(int status) {
        TestedHost host = startForRequests(arrived -> arrived.respond(HttpResponse.empty(status)));

        HttpResponse answer = answer(host, host.begin("GET", "/"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().isEmpty()).isTrue();
    }

    @Test
    final void aLargeAnswerArrivesWhole() {
        ByteSlice body = bytes(5_000_000);
        TestedHost host = startForRequests(arrived -> arrived.respond(new HttpResponse(200, new HttpHeaders(), body)));

        assertThat(answer(host, host.begin("GET", "/")).body()).isEqualTo(body);
    }

    @Test
    final void anAnswerMayComeFromAnyThread() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("GET", "/");
        HttpExchange arrived = arrival(host);
        elsewhere(() -> arrived.respond(HttpResponse.of(200, "text/plain", "from elsewhere")));

        assertThat(answer(host, request).body().utf8()).isEqualTo("from elsewhere");
    }

    @Test
    final void theFirstAnswerCounts() {
        TestedHost host = startForRequests(arrived -> {
            arrived.respond(HttpResponse.of(200, "text/plain", "first"));
            arrived.respond(HttpResponse.of(500, "text/plain", "second"));
            elsewhere(() -> arrived.respond(HttpResponse.empty(500)));
            elsewhere(arrived::abort);
        });

        assertThat(answer(host, host.begin("GET", "/")).body().utf8()).isEqualTo("first");
    }

    @Test
    final void requestsAreAnsweredInAnyOrder() {
        List<HttpExchange> arrived = new ArrayList<>();
        TestedHost host = startForRequests(one -> {
            synchronized (arrived) {
                arrived.add(one);
            }
        });
        List<TestedHost.Exchange> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(host.begin("GET", "/" + i));
        }
        eventually(host, "all arrive", () -> {
            synchronized (arrived) {
                return arrived.size() == 10;
            }
        });
        for (int i = 9; i >= 0; i--) {
            HttpExchange one = arrived.get(i);
            one.respond(HttpResponse.of(200, "text/plain", one.request().path()));
        }

        for (int i = 0; i < 10; i++) {
            assertThat(answer(host, requests.get(i)).body().utf8()).isEqualTo("/" + i);
        }
    }

    @Test
    final void aClientThatLeavesIsReportedOnce() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("GET", "/");
        HttpExchange arrived = arrival(host);
        request.leave();
        boolean noticed = can(host, HostLimit.LEAVING_WHILE_WAITING);
        if (noticed) {
            eventually(host, "the leaving is reported", () -> aborts.get() > 0);
        }

        arrived.respond(HttpResponse.empty(200));
        elsewhere(() -> arrived.respond(HttpResponse.empty(200)));
        arrived.abort();
        meanwhile(host);
        assertThat(aborts).hasValue(noticed ? 1 : 0);
    }

    @Test
    final void aClientThatLeavesInTheMiddleOfItsBodyIsReportedOnce() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "500");
        request.send(bytes(100));
        arrival(host);
        request.leave();
        eventually(host, "the leaving is reported", () -> aborts.get() > 0);

        meanwhile(host);
        assertThat(aborts).hasValue(1);
        assertThat(bodies).isEmpty();
    }

    @Test
    final void aClientThatLeavesAfterTheAnswerIsNotReported() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("GET", "/");
        arrival(host).respond(HttpResponse.empty(200));
        answer(host, request);
        request.leave();

        meanwhile(host);
        assertThat(aborts).hasValue(0);
    }

    @Test
    final void abortCutsTheConnectionWithoutAnAnswer() {
        TestedHost host = startKeeping();
        TestedHost.Exchange request = host.begin("GET", "/");
        HttpExchange arrived = arrival(host);
        elsewhere(arrived::abort);
        arrived.respond(HttpResponse.empty(200));
        eventually(host, "the connection is cut", request::isCut);

        meanwhile(host);
        assertThat(request.answer()).isNull();
        assertThat(aborts).as("the client did not leave").hasValue(0);
    }

    @Test
    final void abortEndsTheReadingOfABody() {
        TestedHost host = startReading();
        TestedHost.Exchange request = host.begin("POST", "/", "Content-Length", "500");
        request.send(bytes(100));
        arrival(host).abort();
        eventually(host, "the connection is cut", request::isCut);
        request.send(bytes(400));

        meanwhile(host);
        assertThat(bodies).isEmpty();
        assertThat(aborts).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: b", "a\nb", "a\rb", "a\0b", "a\u007fb", "a\u0100b"})
    final void aHeaderThatCouldEndItselfIsRefused(String value) {
        TestedHost host = startForRequests(arrived -> {
            HttpResponse response = HttpResponse.empty(200);
            assertThatThrownBy(() -> response.headers().add("X-Test", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("X-Test");
            assertThatThrownBy(() -> response.headers().add("X-Test: a\r\nX-Injected", "b"))
                    .isInstanceOf(IllegalArgumentException.class);
            arrived.respond(response);
        });

        HttpResponse answer = answer(host, host.begin("GET", "/"));
        assertThat(answer.headers().get("X-Test")).isNull();
        assertThat(answer.headers().get("X-Injected")).isNull();
    }
}
