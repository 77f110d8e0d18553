package hocket.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many of a container's threads clients hold. */
class ContainerThreadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(300);

    /** Answers nothing, and reads no WebSocket. */
    private final class Silent implements HostHandler, WebSocketListener {
        @Override
        public void onRequest(HttpExchange exchange) {
            arrived.incrementAndGet();
        }

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            offer.accept(
                    new WebSocketSettings(1_000_000, 16_384, LIMIT, LIMIT, null),
                    new HttpHeaders(),
                    offer.lane(),
                    this);
        }

        @Override
        public void onOpen(WebSocketChannel channel) {
            channel.pauseReading();
            arrived.incrementAndGet();
        }

        @Override
        public void onMessage(boolean binary, ByteSlice payload) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed(@Nullable Throwable error) {}
    }

    private final AtomicInteger arrived = new AtomicInteger(); // any thread
    private final List<RawConnection> clients = new ArrayList<>();
    private TestedContainer.Running container;

    private void start(TestedContainer kind) throws Exception {
        container = kind.start(new HocketServlet(new Silent(), 2), 0);
    }

    private RawConnection connect() {
        RawConnection client = RawConnection.open(container.port());
        clients.add(client);
        return client;
    }

    @AfterEach
    void stop() {
        clients.forEach(RawConnection::close);
        container.close();
    }

    @ParameterizedTest
    @EnumSource
    void pollsAndWebSocketsThatWaitHoldNone(TestedContainer kind) throws Exception {
        start(kind);
        for (int i = 0; i < 50; i++) {
            connect().send("GET /poll HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(connect().upgrade("/").status()).isEqualTo(101);
        }
        await().until(() -> arrived.get() == 100);

        assertThat(threads()).hasSizeBetween(1, 50);
        assertThat(held()).isZero();
    }

    /** The others can be told to read no further. */
    @ParameterizedTest
    @EnumSource
    void clientsThatAreNotReadHoldOneEachInJettyAlone(TestedContainer kind) throws Exception {
        start(kind);
        for (int i = 0; i < 10; i++) {
            RawConnection client = connect();
            assertThat(client.upgrade("/").status()).isEqualTo(101);
            for (int n = 0; n < 10; n++) {
                client.send(new RawFrame(true, 0, RawFrame.BINARY, ByteSlice.of(new byte[20_000])).masked());
            }
        }

        if (kind == TestedContainer.JETTY) {
            await().untilAsserted(() -> assertThat(held()).isEqualTo(10));
        } else {
            await().during(MOMENT).until(() -> held() == 0);
        }
    }

    /** Of the container's threads those that are in the servlet. */
    private static long held() {
        return threads().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith(HocketServlet.class.getPackageName())))
                .count();
    }

    /** Where the container's threads are. */
    private static List<StackTraceElement[]> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().matches("(http-nio|qtp|XNIO).*"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
