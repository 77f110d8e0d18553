package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a server ends: who is told, who is waited for, and that nothing is left. */
@Timeout(30)
class NettyServerCloseTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private static NettyServer start(HostHandler handler) throws IOException {
        return NettyServer.builder(handler).host("127.0.0.1").threads(2).start();
    }

    private static RawConnection request(NettyServer server) {
        return RawConnection.open(server.port()).send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    private static Duration timeToClose(NettyServer server) {
        long start = System.nanoTime();
        server.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void assertNothingIsLeft(NettyServer server, Thread lane) throws Exception {
        lane.join(2000);
        assertThat(lane.isAlive()).isFalse();
        try (NettyServer next = NettyServer.builder(HostHandler.answering(204))
                .host("127.0.0.1")
                .port(server.port())
                .start()) {
            assertThat(next.port()).isEqualTo(server.port());
        }
    }

    @Test
    void anAnswerUnderWayIsSent() throws Exception {
        Handler handler = new Handler();
        NettyServer server = start(handler);
        try (RawConnection client = request(server)) {
            HttpExchange exchange = handler.exchange();
            CompletableFuture<Void> closed = server.closeAsync();
            exchange.respond(HttpResponse.of(200, "text/plain", "in time"));

            assertThat(client.readResponse().body().utf8()).isEqualTo("in time");
            client.readEnd();
            closed.get(5, TimeUnit.SECONDS);
        }
        assertNothingIsLeft(server, handler.lane());
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
        Handler handler = new Handler();
        NettyServer server = start(handler);
        try (RawConnection client = request(server);
                RawConnection uploading = RawConnection.open(server.port())) {
            uploading.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf");
            handler.exchange();
            handler.exchange();

            assertThat(timeToClose(server)).isLessThan(FIVE_SECONDS);
            client.readEnd();
            uploading.readEnd();
        }
        assertNothingIsLeft(server, handler.lane());
    }

    @Test
    void aHandlerThatNeverEndsIsNotWaitedFor() throws Exception {
        Handler handler = new Handler(CompletableFuture::new);
        NettyServer server = start(handler);
        try (RawConnection client = request(server)) {
            handler.exchange();

            assertThat(timeToClose(server)).isLessThan(FIVE_SECONDS);
            client.readEnd();
        }
        assertNothingIsLeft(server, handler.lane());
    }

    @Test
    void aHandlerThatFailsDoesNotKeepTheServer() throws Exception {
        List<Supplier<CompletionStage<Void>>> failures = List.of(
                () -> {
                    throw new IllegalStateException("of a test");
                },
                () -> CompletableFuture.failedFuture(new IllegalStateException("of a test")));
        for (Supplier<CompletionStage<Void>> failure : failures) {
            Handler handler = new Handler(failure);
            NettyServer server = start(handler);
            try (RawConnection client = request(server)) {
                handler.exchange();

                assertThat(timeToClose(server)).isLessThan(FIVE_SECONDS);
                client.readEnd();
            }
            assertNothingIsLeft(server, handler.lane());
        }
    }

    @Test
    void webSocketsThatDoNotReadOrAnswerAreNotWaitedFor() throws Exception {
        Handler handler = new Handler();
        NettyServer server = start(handler);
        try (RawConnection silent = RawConnection.open(server.port());
                RawConnection stuck = RawConnection.open(server.address(), 16 * 1024)) {
            silent.upgrade("/");
            stuck.upgrade("/large");
            stuck.stopReading();

            assertThat(timeToClose(server)).isLessThan(FIVE_SECONDS);
            assertThat(silent.readFrame().closeStatus()).isEqualTo(1001);
            silent.readEnd();
        }
        assertThat(handler.ends.poll(1, TimeUnit.SECONDS)).isNotNull();
        assertThat(handler.ends.poll(1, TimeUnit.SECONDS)).isNotNull();
        assertNothingIsLeft(server, handler.lane());
    }

    @Test
    void eachOf200EngineClientsIsTold() throws Exception {
        EchoEngine engine = new EchoEngine(options -> {});
        List<RawConnection> polling = connect(engine, 100);
        List<RawConnection> webSockets = connect(engine, 100);
        try (RawConnection idle = engine.connect()) {
            List<String> sids = polling.stream().map(EchoEngine::poll).toList();
            webSockets.forEach(EchoEngine::upgrade);
            for (int i = 0; i < 100; i++) {
                String url = EchoEngine.url(sids.get((i + 1) % 100)); // often a session of another lane
                polling.get(i).send("GET " + url + " HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            engine.awaitRequests(200);
            assertThat(engine.engine().clientsCount()).isEqualTo(200);

            CompletableFuture<Duration> closing = CompletableFuture.supplyAsync(() -> timeToClose(engine.server()));
            webSockets.forEach(NettyServerCloseTest::assertToldAndAnswer);
            for (RawConnection client : polling) {
                HttpResponse response = client.readResponse();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().utf8()).isEqualTo("1");
                client.readEnd();
            }
            idle.readEnd();
            assertThat(closing.get(10, TimeUnit.SECONDS)).isLessThan(FIVE_SECONDS);
            assertThat(engine.engine().clientsCount()).isZero();
        } finally {
            polling.forEach(RawConnection::close);
            webSockets.forEach(RawConnection::close);
            engine.close();
        }
    }

    private static List<RawConnection> connect(EchoEngine engine, int count) {
        return Stream.generate(engine::connect).limit(count).toList();
    }

    private static void assertToldAndAnswer(RawConnection webSocket) {
        RawFrame frame = webSocket.readFrame();
        assertThat(frame.opcode()).isEqualTo(RawFrame.CLOSE);
        assertThat(frame.closeStatus()).isEqualTo(1005);
        webSocket.send(new RawFrame(true, 0, RawFrame.CLOSE, ByteSlice.EMPTY));
        webSocket.readEnd();
    }

    @Test
    void aWebSocketThatAnswersEndsInOrderAndOneThatDoesNotIsCut() throws Exception {
        EchoEngine engine = new EchoEngine(options -> {});
        BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
        WebSocket answering = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                "ws://127.0.0.1:" + engine.server().port() + "/engine.io/?EIO=4&transport=websocket"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                                statuses.add(status);
                                return CompletableFuture.completedFuture(null);
                            }
                        })
                .get(5, TimeUnit.SECONDS);
        try (RawConnection silent = engine.connect()) {
            EchoEngine.upgrade(silent);

            assertThat(timeToClose(engine.server())).isLessThan(FIVE_SECONDS);
            assertThat(statuses.poll(5, TimeUnit.SECONDS)).isEqualTo(1005);
            assertThat(answering.isInputClosed()).isTrue();
            assertThat(silent.readFrame().closeStatus()).isEqualTo(1005);
            silent.readEnd();
        }
        assertThat(engine.engine().clientsCount()).isZero();
    }

    @Test
    void clientsThatComeAtTheLastMomentAreNotLeftOpen() throws Exception {
        for (int round = 0; round < 150; round++) {
            NettyServer server = start(HostHandler.answering(204));
            CompletableFuture<Void> closed = new CompletableFuture<>();
            List<RawConnection> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(RawConnection.open(server.port()));
            }
            server.closeAsync().thenRun(() -> closed.complete(null));
            for (RawConnection client : clients) {
                client.skipToEnd();
                client.close();
            }
            closed.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingAgainAndFromManyThreadsIsHarmlessAndLeavesNoThread() throws Exception {
        NettyServer server = start(HostHandler.answering(204));
        List<Thread> lanes = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hocket-lane"))
                .toList();
        assertThat(lanes).isNotEmpty();
        CompletableFuture<?>[] closings = new CompletableFuture<?>[10];
        for (int i = 0; i < closings.length; i++) {
            closings[i] = CompletableFuture.runAsync(server::close);
        }
        CompletableFuture.allOf(closings).get(5, TimeUnit.SECONDS);
        server.close();
        server.awaitClosed();

        assertThat(server.closeAsync()).isCompleted();
        for (Thread lane : lanes) {
            lane.join(2000);
        }
        assertThat(lanes).noneMatch(Thread::isAlive);
    }

    @Test
    void closeOnALaneSaysWhatToDoInstead() throws Exception {
        Handler handler = new Handler();
        NettyServer server = start(handler);
        try (RawConnection client = request(server)) {
            HttpExchange exchange = handler.exchange();
            Supplier<CompletableFuture<Void>> closing = () -> {
                assertThatThrownBy(server::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closeAsync");
                CompletableFuture<Void> closed = server.closeAsync();
                exchange.respond(HttpResponse.empty(204));
                return closed;
            };
            CompletableFuture.supplyAsync(closing, exchange.lane())
                    .thenCompose(closed -> closed)
                    .get(5, TimeUnit.SECONDS);

            assertThat(client.readResponse().status()).isEqualTo(204);
        }
        assertNothingIsLeft(server, handler.lane());
    }

    @Test
    void thePortIsFreeAtOnceThoughAClientHasNotLeft() throws Exception {
        Handler handler = new Handler();
        NettyServer server = start(handler);
        try (RawConnection client = request(server)) {
            handler.exchange().respond(HttpResponse.empty(204));
            client.readResponse();
            server.close();

            assertNothingIsLeft(server, handler.lane());
        }
    }

    /** Keeps its exchanges; a WebSocket of "/large" is sent more than it can take. */
    private static final class Handler implements HostHandler {
        final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();
        private final BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        private final Supplier<CompletionStage<Void>> close;
        private volatile Thread lane;

        Handler() {
            this(() -> CompletableFuture.completedFuture(null));
        }

        Handler(Supplier<CompletionStage<Void>> close) {
            this.close = close;
        }

        HttpExchange exchange() throws InterruptedException {
            HttpExchange exchange = exchanges.poll(10, TimeUnit.SECONDS);
            assertThat(exchange).isNotNull();
            return exchange;
        }

        Thread lane() {
            return lane;
        }

        @Override
        public void onRequest(HttpExchange exchange) {
            lane = Thread.currentThread();
            exchanges.add(exchange);
        }

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            lane = Thread.currentThread();
            WebSocketSettings settings =
                    new WebSocketSettings(1000, 10, Duration.ofSeconds(10), Duration.ofSeconds(20), null);
            boolean large = offer.request().path().equals("/large");
            offer.accept(settings, new HttpHeaders(), offer.lane(), new WebSocketListener() {
                @Override
                public void onOpen(WebSocketChannel channel) {
                    if (large) {
                        channel.send(new Frame(true, ByteSlice.of(new byte[20_000_000])), false);
                    }
                }

                @Override
                public void onMessage(boolean binary, ByteSlice payload) {}

                @Override
                public void onWritable() {}

                @Override
                public void onClosed(Throwable error) {
                    ends.add(error == null ? "in order" : error);
                }
            });
        }

        @Override
        public CompletionStage<Void> close() {
            return close.get();
        }
    }
}
