package hocket.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import hocket.testkit.RawConnection;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers to requests whose body is still to come, or has not been read: in each container some in ten thousand went wrong. */
class EarlyAnswerTest {
    private static final int REQUESTS = 1000;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: h\r\n";

    @ParameterizedTest
    @EnumSource
    void theyAreWhatWasGivenEachTime(TestedContainer kind) throws Exception {
        try (TestedContainer.Running container = kind.start(new HocketServlet(HostHandler.answering(404), 1), 0)) {
            for (int i = 0; i < REQUESTS; i++) {
                try (RawConnection client = RawConnection.open(container.port())) {
                    client.send(HEAD + "Content-Length: 1000\r\n\r\n");

                    assertThat(client.readResponse().status()).isEqualTo(404);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionServesOnWhenTheBodyHasCome(TestedContainer kind) throws Exception {
        try (TestedContainer.Running container = kind.start(new HocketServlet(HostHandler.answering(404), 1), 0);
                RawConnection client = RawConnection.open(container.port())) {
            for (int i = 0; i < 10 * REQUESTS; i++) {
                client.send(HEAD + "Content-Length: 4\r\n\r\nbody");

                assertThat(client.readResponse().status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionServesOnWhenTheBodyWasBeingRead(TestedContainer kind) throws Exception {
        HostHandler handler = onRequest(exchange -> {
            exchange.receive(1000, answering(exchange));
            exchange.respond(HttpResponse.empty(403));
        });
        try (TestedContainer.Running container = kind.start(new HocketServlet(handler, 1), 0);
                RawConnection client = RawConnection.open(container.port())) {
            for (int i = 0; i < 3 * REQUESTS; i++) {
                client.send(HEAD + "Content-Length: 8\r\n\r\n");
                client.send("half");
                client.send("half");

                assertThat(client.readResponse().status()).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionServesOnOrEndsWhenABodyOfUnknownLengthWasTooLarge(TestedContainer kind) throws Exception {
        String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
        HostHandler handler = onRequest(exchange -> exchange.receive(2 * 0x400, answering(exchange)));
        try (TestedContainer.Running container = kind.start(new HocketServlet(handler, 1), 0)) {
            for (int i = 0; i < REQUESTS; i++) {
                try (RawConnection client = RawConnection.open(container.port())) {
                    client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    client.send(chunk);
                    client.send(chunk);
                    client.send(chunk);
                    client.send("0\r\n\r\n");

                    HttpResponse response = client.readResponse();
                    assertThat(response.status()).isEqualTo(413);
                    if (!"close".equals(response.headers().get("Connection"))) {
                        assertAnswersOrHasEnded(client);
                    }
                }
            }
        }
    }

    private static void assertAnswersOrHasEnded(RawConnection client) {
        try {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        } catch (UncheckedIOException e) {
            return; // it has ended
        }
        try {
            assertThat(client.readResponse().status()).isEqualTo(200);
        } catch (AssertionError e) {
            assertThat(client.hasEnded()).as(e.getMessage()).isTrue();
        }
    }

    private static HostHandler onRequest(Consumer<HttpExchange> handler) {
        return new HostHandler() {
            @Override
            public void onRequest(HttpExchange exchange) {
                handler.accept(exchange);
            }

            @Override
            public void onWebSocket(WebSocketOffer offer) {
                offer.reject(HttpResponse.empty(404));
            }
        };
    }

    private static HttpExchange.BodyReceiver answering(HttpExchange exchange) {
        return new HttpExchange.BodyReceiver() {
            @Override
            public void onBody(ByteSlice body) {
                exchange.respond(HttpResponse.empty(200));
            }

            @Override
            public void onTooLarge() {
                exchange.respond(HttpResponse.empty(413));
            }
        };
    }
}
