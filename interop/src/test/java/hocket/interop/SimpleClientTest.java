package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.client.ConnectErrorException;
import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import hocket.client.TransportException;
import hocket.core.AckTimeoutException;
import hocket.core.Call;
import hocket.core.DisconnectedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client that blocks. */
class SimpleClientTest {
    private static final Duration PLENTY = Duration.ofSeconds(Waits.LIMIT_SECONDS);

    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults());

    private static SimpleClient connect(ServerKind server) throws Exception {
        return SimpleClient.connect(address(server));
    }

    private static String address(ServerKind server) {
        return "http://127.0.0.1:" + CLIENTS.server(server).port();
    }

    @ParameterizedTest
    @EnumSource
    void questionsAreAnswered(ServerKind server) throws Exception {
        try (SimpleClient client = connect(server)) {
            assertThat(client.call("ask", "é", 1).toList()).containsExactly("é", 1);
            assertThat(client.call(Call.of("ask", String.class, String.class), "typed"))
                    .isEqualTo("typed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreReceivedInOrderHoweverManyWait(ServerKind server) throws Exception {
        try (SimpleClient client = connect(server)) {
            client.emit("burst", 5000);
            for (int n = 0; n < 5000; n++) {
                assertThat(client.receive(PLENTY).args().tree(0)).isEqualTo(n);
            }
            assertThatThrownBy(() -> client.receive(Duration.ofMillis(50)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("no event came within PT0.05S");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCameBeforeTheEndIsReceivedAndThenTheEnd(ServerKind server) throws Exception {
        ExecutorService handlers = Executors.newSingleThreadExecutor();
        CountDownLatch gate = new CountDownLatch(1);
        try (SimpleClient client = SimpleClient.connect(
                address(server), options -> options.handlers(handlers), SocketOptions.DEFAULT, PLENTY)) {
            handlers.execute(() -> awaitGate(gate));
            client.emit("burst", 3);
            client.emit("kick", false);
            Waits.until("it is kicked", () -> !client.socket().isActive());
            assertThatThrownBy(() -> client.receive(Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);

            gate.countDown();

            for (int n = 0; n < 3; n++) {
                assertThat(client.receive(PLENTY).args().tree(0)).isEqualTo(n);
            }
            assertThatThrownBy(() -> client.receive(PLENTY)).isInstanceOf(DisconnectedException.class);
            Waits.get(client.socket().connect());
            client.emit("burst", 1);
            assertThat(client.receive(PLENTY).name()).isEqualTo("item");
        } finally {
            gate.countDown();
            handlers.shutdown();
        }
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsThereAgainAfterACut(ServerKind server) throws Exception {
        try (SimpleClient client = SimpleClient.connect(
                address(server),
                options -> options.reconnectionDelay(Duration.ofMillis(20)),
                SocketOptions.DEFAULT,
                PLENTY)) {
            client.socket().io().closeEngine();
            client.emit("burst", 1);
            assertThat(client.receive(PLENTY).args().tree(0)).isEqualTo(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsWaitedForSoLongAtMost(ServerKind server) throws Exception {
        SocketOptions options =
                SocketOptions.builder().ackTimeout(Duration.ofMillis(100)).build();
        try (SimpleClient client = SimpleClient.connect(address(server), it -> {}, options, PLENTY)) {
            assertThatThrownBy(() -> client.call("hold")).isInstanceOf(AckTimeoutException.class);
            assertThat(client.call("ask", 1).tree(0)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsThrown(ServerKind server) {
        assertThatThrownBy(() -> SimpleClient.connect(address(server) + "/guarded"))
                .isInstanceOfSatisfying(
                        ConnectErrorException.class,
                        refused -> assertThat(refused.data().tree(0))
                                .isEqualTo(Map.of("code", 17, "missing", List.of("token", "rôle"))))
                .hasMessage("not allowed: é 😀");
    }

    @Test
    void nobodyThereIsToldInTime() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        long start = System.nanoTime();

        assertThatThrownBy(() -> SimpleClient.connect(
                        "http://127.0.0.1:" + port, it -> {}, SocketOptions.DEFAULT, Duration.ofMillis(300)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no connection to http://127.0.0.1:" + port + ": xhr poll error")
                .hasCauseInstanceOf(TransportException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
    }
}
