package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.client.spi.ClientTransport;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.DisconnectedException;
import hocket.interop.Connection.Transport;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with the official Java client (2.1.2), and does not with ours. The server is in another process. */
class OfficialClientFaultsTest {
    private static final Link LINK = new Link(ServerKind.SOCKET_IO_4, Transport.WEBSOCKET);
    private static final int FEW = 8;

    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults());

    private static long startedThreads() {
        return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    }

    /** Not over polling: on two processors or one the JDK starts a thread for each answer, as it has no common pool then. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "UPGRADE"})
    void twoHundredSpacedEventsStartNoThreads(Transport transport) throws Exception {
        Socket socket = CLIENTS.connect(new Link(LINK.server(), transport));
        Received told = Received.by(socket, "told");
        socket.emit("tellMe", "told");
        told.next();
        long before = startedThreads();

        for (int n = 0; n < 200; n++) {
            socket.emit("tellMe", "told", n);
            assertThat(told.next().tree(0)).isEqualTo(n);
            Thread.sleep(2);
        }

        assertThat(startedThreads() - before).isLessThan(FEW);
    }

    @Test
    void fiveHundredPendingAcksWithTimeoutsStartNoThreads() throws Exception {
        Peer peer = CLIENTS.peer(LINK);
        Socket socket = peer.connect();
        long before = startedThreads();

        List<CompletableFuture<Args>> answers = IntStream.range(0, 500)
                .mapToObj(n -> socket.timeout(Duration.ofSeconds(60)).emitWithAck("hold"))
                .toList();
        assertThat(Peer.ask(socket, "ask", "after them")).isEqualTo("after them");

        assertThat(startedThreads() - before).isLessThan(FEW);
        peer.close();
        for (CompletableFuture<Args> answer : answers) {
            assertThat(Waits.failure(answer)).isInstanceOf(DisconnectedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListenerThatBlocksDelaysNoOtherSocket(boolean sameManager) throws Exception {
        Peer peer = CLIENTS.peer(LINK);
        Socket blocked = peer.connect();
        Socket other = (sameManager ? peer : CLIENTS.peer(LINK)).connect("/admin");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger second = new AtomicInteger();
        blocked.on("told", args -> {
            entered.countDown();
            second.incrementAndGet();
            assertThat(release.await(Waits.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        });
        blocked.emit("tellMe", "told");
        blocked.emit("tellMe", "told");
        assertThat(entered.await(Waits.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        for (int n = 0; n < 20; n++) {
            assertThat(Peer.echo(other, n).tree(0)).isEqualTo(n);
            assertThat(Peer.ask(blocked, "ask", n)).isEqualTo(n); // answers do not wait for handlers
        }

        assertThat(second).hasValue(1);
        release.countDown();
        Waits.until("the second event is handled", () -> second.get() == 2);
    }

    @ParameterizedTest
    @CsvSource({"JDK,true", "JDK,false", "OKHTTP,true", "OKHTTP,false", "NETTY,true", "NETTY,false"})
    void aProgramEndsWhenItsMainMethodDoes(HttpLibrary library, boolean closing) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-cp",
                library.classPath(),
                ExitingClient.class.getName(),
                "http://127.0.0.1:" + CLIENTS.server(LINK.server()).port(),
                String.valueOf(closing)));
        if (library == HttpLibrary.NETTY) {
            command.add(library.name());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null && !line.equals("end"); line = output.readLine()) {
                lines.add(line);
            }
            assertThat(process.waitFor(3, TimeUnit.SECONDS))
                    .as("it has ended, after %s", lines)
                    .isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void credentialsAreAskedForAtEachReconnect() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        Peer peer = CLIENTS.peer(LINK);
        Socket socket = peer.connect(
                "/",
                SocketOptions.builder()
                        .authAsync(() -> CompletableFuture.supplyAsync(() -> Map.of("token", tokens.incrementAndGet())))
                        .build());

        for (int n = 1; n <= 3; n++) {
            Map<?, ?> seen = (Map<?, ?>) Peer.ask(socket, "handshake");
            assertThat(seen.get("auth")).isEqualTo(Map.of("token", n));
            socket.emit("closeTransport");
            peer.nextLoss();
        }
    }

    @Test
    void anAckThatCannotComeFailsAndALateOneIsIgnored() throws Exception {
        Peer peer = CLIENTS.peer(LINK);
        Socket socket = peer.connect();
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        CompletableFuture<Args> late = socket.timeout(Duration.ofMillis(50))
                .emitWithAck("hold")
                .whenComplete((args, error) -> outcomes.add(error == null ? "answered" : "failed"));
        assertThat(Waits.failure(late)).isInstanceOf(AckTimeoutException.class);
        assertThat(Peer.ask(socket, "release")).isEqualTo(1);

        CompletableFuture<Args> lost = socket.emitWithAck("hold")
                .whenComplete((args, error) -> outcomes.add(error == null ? "answered" : "failed"));
        socket.emit("closeTransport");

        assertThat(Waits.failure(lost)).isInstanceOf(DisconnectedException.class);
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
        assertThat(outcomes).containsExactly("failed", "failed");
    }

    @Test
    void listenersAreCalledOnceHoweverOftenItReconnectsAndNotOnceRemoved() throws Exception {
        Peer peer = CLIENTS.peer(LINK);
        Socket socket = peer.connect();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger connects = new AtomicInteger();
        var subscription = socket.on("told", args -> {
            calls.incrementAndGet();
        });
        socket.onConnect(connects::incrementAndGet);
        for (int n = 1; n <= 3; n++) {
            int reconnects = n;
            socket.emit("closeTransport");
            peer.nextLoss();
            Waits.until("it is back", () -> connects.get() == reconnects);
        }

        Received told = Received.by(socket, "told");
        socket.emit("tellMe", "told");
        told.next();
        assertThat(calls).hasValue(1);
        assertThat(connects).hasValue(3);

        subscription.remove();
        socket.emit("tellMe", "told");
        told.next();
        assertThat(calls).hasValue(1);
    }

    @Test
    void managersThatAreClosedLeaveNoThreads() throws Exception {
        int before = ClientThreads.names().size();
        String address = "http://127.0.0.1:" + CLIENTS.server(LINK.server()).port();
        List<CompletableFuture<Void>> closed = new ArrayList<>();

        for (int n = 0; n < 100; n++) {
            ClientTransport transport = HttpLibrary.usual().create();
            ManagerOptions options =
                    ManagerOptions.builder().transport(transport).build();
            Manager manager = Manager.create(address, options);
            if (n % 2 == 0) {
                Waits.get(manager.socket("/").connect());
            } else {
                var unused = manager.socket("/").connect();
            }
            closed.add(manager.closeAsync().thenRun(transport::close));
        }

        for (CompletableFuture<Void> one : closed) {
            Waits.get(one);
        }
        ClientThreads.awaitAtMost(before);
    }
}
