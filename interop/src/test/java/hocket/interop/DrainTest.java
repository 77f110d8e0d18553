package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A server that is taken away while its clients are there. */
class DrainTest {
    private static final int CLIENTS = 6;
    private static final Duration OVER = Duration.ofMillis(600);

    @Test
    void clientsLeaveOneAfterTheOtherNewOnesAreSentAwayAndThePortIsFree() throws Exception {
        Queue<Long> left = new ConcurrentLinkedQueue<>();
        Queue<String> reasons = new ConcurrentLinkedQueue<>();
        SocketIo server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1"))
                .listen(io -> io.onConnection(socket -> socket.onDisconnect(reason -> {
                    left.add(System.nanoTime());
                    reasons.add(reason.wire());
                })));
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(connect(server.port()));
        }
        long start = System.nanoTime();
        server.io().emit("last words");
        CompletableFuture<Void> drained = server.drain(OVER);

        HttpConnection.Response refused = RawWebSocket.refusal(server.port(), "/socket.io/?EIO=4&transport=websocket");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        for (RawWebSocket client : clients) {
            assertThat(client.receiveText()).isEqualTo("42[\"last words\"]");
            client.awaitClose();
            client.close();
        }
        drained.get(10, SECONDS);

        assertThat(reasons).hasSize(CLIENTS).containsOnly("server shutting down");
        long last = left.stream().mapToLong(time -> time - start).max().orElse(0);
        assertThat(Duration.ofNanos(last)).isGreaterThan(OVER.dividedBy(2));
        SocketIo next = SocketIo.builder()
                .port(server.port())
                .netty(netty -> netty.host("127.0.0.1"))
                .listen(io -> {});
        next.close();
    }

    private static RawWebSocket connect(int port) throws IOException {
        RawWebSocket client = RawWebSocket.open(port, "/socket.io/?EIO=4&transport=websocket");
        client.receiveText();
        client.send("40");
        assertThat(client.receiveText()).startsWith("40{");
        return client;
    }
}
