package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import hocket.testkit.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP clients that do not read what they asked for, and a server that does not read what nobody asked for. */
class SlowReaderTest {
    private static final ByteSlice LARGE = ByteSlice.of(new byte[30_000_000]);
    private static final String GET = "GET /large HTTP/1.1\r\nHost: h\r\n\r\n";

    private final CompletableFuture<HttpExchange> kept = new CompletableFuture<>();
    private NettyServer server;

    @BeforeEach
    void start() throws IOException {
        server = NettyServer.builder(new Handler())
                .host("127.0.0.1")
                .threads(1)
                .writeTimeout(Duration.ofMillis(300))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection connect() {
        return RawConnection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 16 * 1024);
    }

    /** That the server closes the connection of a client that reads nothing; it would never see it by reading. */
    private static void assertCut(RawConnection client) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (System.nanoTime() < deadline) {
                client.send("\r\n");
                Thread.sleep(5);
            }
        } catch (UncheckedIOException e) {
            return;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the connection is still open");
    }

    @Test
    void aResponseThatIsNotReadIsCut() {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send(GET);
            assertCut(client);
        }
    }

    @Test
    void aLastResponseThatIsNotReadIsCut() {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send("GET /large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertCut(client);
        }
    }

    @Test
    void aResponseBeforeTheEndOfTheBodyThatIsNotReadIsCut() {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send("POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
            assertCut(client);
        }
    }

    @Test
    void aRefusedWebSocketBehindAResponseThatIsNotReadIsCut() {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send(GET + RawConnection.upgradeRequest("/"));
            assertCut(client);
        }
    }

    @Test
    void aMalformedRequestBehindAResponseThatIsNotReadIsCut() {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send(GET + "what?\r\n\r\n");
            assertCut(client);
        }
    }

    @Test
    void aResponseThatIsReadSlowlyIsNotCut() throws InterruptedException {
        try (RawConnection client = connect()) {
            client.stopReading();
            client.send(GET);
            for (int i = 0; i < 40; i++) {
                client.readMore(200_000);
                Thread.sleep(20);
            }
            client.startReading();
            assertThat(client.readResponse().body().length()).isEqualTo(LARGE.length());
        }
    }

    @Test
    void aBodyThatNobodyHasAskedForIsNotTaken() throws Exception {
        try (RawConnection client = connect()) {
            client.send("POST /kept HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n");
            HttpExchange exchange = kept.get(10, TimeUnit.SECONDS);
            AtomicLong sent = new AtomicLong();
            Thread sender = new Thread(() -> {
                try {
                    while (sent.get() < 100_000_000) {
                        client.send(new byte[100_000]);
                        sent.addAndGet(100_000);
                    }
                } catch (UncheckedIOException e) {
                    // the end
                }
            });
            sender.start();
            long before = -1;
            while (sent.get() > before) {
                before = sent.get();
                Thread.sleep(200);
            }
            assertThat(before).as("what the operating systems keep").isBetween(1L, 50_000_000L);

            exchange.respond(HttpResponse.empty(413));
            assertThat(client.readResponse().status()).isEqualTo(413);
            sender.join(10_000);
            assertThat(sender.isAlive()).isFalse();
        }
    }

    private final class Handler implements HostHandler {
        @Override
        public void onRequest(HttpExchange exchange) {
            if (exchange.request().path().equals("/kept")) {
                kept.complete(exchange);
            } else {
                exchange.respond(new HttpResponse(200, new HttpHeaders(), LARGE));
            }
        }

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            offer.reject(HttpResponse.empty(403));
        }
    }
}
