package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.TransportName;
import hocket.client.netty.NettyTransport;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.servlet.HocketServlet;
import hocket.servlet.TestedContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients on a container of which they may have few threads. */
@Tag("alone")
class ManyClientsOnTomcatTest {
    private static final int WEB_SOCKETS = 2000;
    private static final int POLLING = 500;
    private static final int CONNECTING_AT_A_TIME = 50;
    private static final int MAX_THREADS = 60;
    private static final int MAX_ROUNDS = 30; // the first ones are slower, and the clients are on the same machine
    private static final long MAX_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Predicate<String> OURS = Pattern.compile(
                    "http-nio-.*|Catalina-.*|container-.*|WebSocketBackgroundProcess.*|hocket-(lane|closing|handler).*")
            .asMatchPredicate();

    private final Semaphore answers = new Semaphore(0); // any thread

    @Test
    void eachAnswersABroadcastAndTheServersThreadsStayFew() throws Exception {
        SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder().build());
        List<Manager> managers = new ArrayList<>();
        try (TestedContainer.Running tomcat = TestedContainer.TOMCAT.start(new HocketServlet(io), 0);
                NettyTransport transport = NettyTransport.create()) {
            connect(managers, "http://127.0.0.1:" + tomcat.port(), transport);
            long fastest = Long.MAX_VALUE;
            for (int round = 0; fastest >= MAX_MILLIS && round < MAX_ROUNDS; round++) {
                long start = System.nanoTime();
                CompletableFuture<?> broadcast = io.timeout(PATIENCE).emitWithAck("question", round);
                assertThat(broadcast).succeedsWithin(PATIENCE);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                System.out.printf(
                        "%d clients answered after %d ms; the server has %d threads%n",
                        managers.size(), millis, threads().size());
                fastest = Math.min(fastest, millis);
                assertThat(answers.tryAcquire(WEB_SOCKETS + POLLING)).isTrue();
                assertThat(threads()).hasSizeBetween(1, MAX_THREADS - 1);
            }
            assertThat(fastest).as("ms until all had answered").isLessThan(MAX_MILLIS);
            assertThat(allClosed(managers)).succeedsWithin(PATIENCE);
        }
    }

    private static CompletableFuture<Void> allClosed(List<Manager> managers) {
        return CompletableFuture.allOf(
                managers.stream().map(Manager::closeAsync).toArray(CompletableFuture[]::new));
    }

    /** None of them ends in less than a minute. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(OURS)
                .toList();
    }

    private void connect(List<Manager> managers, String url, NettyTransport transport) throws InterruptedException {
        Semaphore connecting = new Semaphore(CONNECTING_AT_A_TIME);
        for (int i = 0; i < WEB_SOCKETS + POLLING; i++) {
            assertThat(connecting.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Manager manager = Manager.create(
                    url,
                    ManagerOptions.builder()
                            .transport(transport)
                            .handlers(Runnable::run)
                            .transports(i % 5 == 0 ? TransportName.POLLING : TransportName.WEBSOCKET)
                            .build());
            managers.add(manager);
            Socket socket = manager.socket("/");
            socket.on("question", (args, ack) -> {
                ack.send(args.get(0, Integer.class));
                answers.release();
            });
            CompletableFuture<Void> connected = socket.connect().thenRun(connecting::release);
            assertThat(connected).isNotCompletedExceptionally();
        }
        assertThat(connecting.tryAcquire(CONNECTING_AT_A_TIME, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
