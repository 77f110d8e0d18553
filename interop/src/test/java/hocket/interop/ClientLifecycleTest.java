package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.DisconnectReason;
import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How connections of our client end, the word for it, how they come back, and what happens to events meanwhile. */
class ClientLifecycleTest {
    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults());

    @EachLink
    void aSocketThatTheServerDisconnectsStaysAway(Link link) throws Exception {
        for (boolean closing : new boolean[] {false, true}) {
            Peer peer = CLIENTS.peer(link);
            Socket socket = peer.connect();
            String id = socket.id();

            socket.emit("kick", closing);

            assertThat(peer.nextLoss().wire()).isEqualTo("io server disconnect");
            assertThat(socket.isActive()).isFalse();
            assertThat(socket.id()).isNull();
            assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("server namespace disconnect");
            Waits.get(socket.connect()); // it is the user's to come back
            assertThat(Peer.ask(socket, "where")).isEqualTo("/");
        }
    }

    /**
     * Over polling, what follows the first event waits for its POST, and the good-bye for the next. The reference drops
     * events of a socket that has left by the time it comes to their handlers.
     */
    @EachLink
    void aDisconnectFollowsWhatWasEmitted(Link link) throws Exception {
        String room = "good-bye of " + link;
        Socket other = CLIENTS.connect(link);
        Received told = Received.by(other, "told");
        Peer.answer(other, "join", room);
        Socket socket = CLIENTS.connect(link);
        String id = socket.id();

        for (int n = 0; n < 3; n++) {
            socket.emit("tellRoom", room, n);
        }
        socket.disconnect();

        assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("client namespace disconnect");
        for (int n = 0; n < 3 && link.server() == ServerKind.HOCKET; n++) {
            assertThat(told.next().tree(0)).isEqualTo(n);
        }
    }

    @EachLink
    void aSocketThatDisconnectsStaysAwayUntilItIsToldToComeBack(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        String id = socket.id();

        socket.disconnect();
        socket.disconnect();

        assertThat(peer.nextLoss().wire()).isEqualTo("io client disconnect");
        assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("client namespace disconnect");
        assertThat(socket.isActive()).isFalse();
        assertThat(peer.losses()).isZero();
        Waits.get(socket.connect());
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
    }

    /** The reference drops events that it reads together with the good-bye. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Link#toHocket")
    void whatWasSentBeforeLeavingArrives(Link link) throws Exception {
        String key = "before leaving " + link;
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();

        IntStream.range(0, 50).forEach(n -> socket.emit("thirdTime", key, "n" + n));
        socket.close();

        Socket control = CLIENTS.connect(link);
        Waits.until("all have arrived", () -> deliveries(control, key).size() == 50);
        assertThat(deliveries(control, key))
                .isEqualTo(IntStream.range(0, 50).mapToObj(n -> "n" + n).toList());
    }

    private static List<?> deliveries(Socket socket, String key) {
        try {
            return (List<?>) Peer.ask(socket, "deliveries", key);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @EachLink
    void aSocketComesBackWhenTheServerClosesTheTransport(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        String id = socket.id();
        CompletableFuture<Integer> attempt = new CompletableFuture<>();
        peer.manager().onReconnect(attempt::complete);

        socket.emit("closeTransport");

        assertThat(peer.nextLoss().wire()).isEqualTo("transport close");
        assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("forced close");
        assertThat(Waits.get(attempt)).isEqualTo(1);
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(peer.opened()).hasSize(2);
    }

    @EachLink
    void aSocketComesBackWhenTheUserClosesTheEngine(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        String id = socket.id();

        peer.manager().closeEngine();

        assertThat(peer.nextLoss().wire()).isEqualTo("forced close");
        assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("transport close");
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
    }

    @EachLink
    void everyNamespaceComesBackAfterARestartOfTheServer(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket main = peer.connect();
        Socket admin = peer.connect("/admin");
        AtomicInteger connects = new AtomicInteger();
        main.onConnect(connects::incrementAndGet);
        admin.onConnect(connects::incrementAndGet);

        CLIENTS.server(link.server()).restart();

        for (int i = 0; i < 2; i++) {
            // Polling between two polls finds nobody at the port instead of the close packet.
            assertThat(peer.nextLoss()).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        }
        Waits.until("both are back", () -> connects.get() == 2);
        assertThat(Peer.ask(main, "where")).isEqualTo("/");
        assertThat(Peer.ask(admin, "where")).isEqualTo("/admin");
        assertThat(peer.losses()).isZero();
    }

    @EachLink
    void whatIsEmittedOfflineArrivesInOrderAfterReconnecting(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        List<CompletableFuture<Args>> answers = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> emitted = new CompletableFuture<>();
        socket.onDisconnect(reason -> {
            if (emitted.isDone()) {
                return; // that is the end of the test
            }
            for (int n = 0; n < 100; n++) {
                socket.emit("item", n);
            }
            answers.add(socket.emitWithAck("ask", "offline"));
            answers.add(socket.timeout(Duration.ofMillis(1)).emitWithAck("item", "too late"));
            emitted.complete(null);
        });
        // It must not be back before the short timeout is over.
        peer.manager().reconnectionDelay(Duration.ofMillis(100)).randomizationFactor(0);

        socket.emit("closeTransport");

        Waits.get(emitted);
        assertThat(Waits.failure(answers.get(1))).isInstanceOf(AckTimeoutException.class);
        assertThat(Waits.get(answers.get(0)).tree(0)).isEqualTo("offline");
        assertThat(Peer.ask(socket, "items"))
                .isEqualTo(IntStream.range(0, 100)
                        .mapToObj(n -> java.util.Arrays.asList(n, null))
                        .toList());
    }

    @EachLink
    void anAnswerThatIsOwedFailsWhenTheConnectionIsLost(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        CompletableFuture<Args> owed = socket.emitWithAck("hold");
        CompletableFuture<Args> owedInTime =
                socket.timeout(Duration.ofSeconds(20)).emitWithAck("hold");

        socket.emit("closeTransport");

        assertThat(Waits.failure(owed))
                .isInstanceOf(DisconnectedException.class)
                .hasMessage("socket has been disconnected");
        assertThat(Waits.failure(owedInTime)).isInstanceOf(DisconnectedException.class);
    }

    @EachLink
    void authQueryAndHeadersAreSuppliedAnewForEachConnection(Link link) throws Exception {
        AtomicInteger auth = new AtomicInteger();
        AtomicInteger query = new AtomicInteger();
        AtomicInteger header = new AtomicInteger();
        Peer peer = CLIENTS.peer(
                link,
                options -> options.query(() -> Map.of("token", "q" + query.incrementAndGet()))
                        .extraHeaders(() -> Map.of("x-hocket", "h" + header.incrementAndGet())));
        SocketOptions options = SocketOptions.builder()
                .auth(() -> Map.of("a", auth.incrementAndGet()))
                .build();
        Socket socket = peer.connect("/", options);

        for (int n = 1; n <= 3; n++) {
            assertThat(Peer.ask(socket, "handshake"))
                    .isEqualTo(Map.of("auth", Map.of("a", n), "query", "q" + n, "header", "h" + n));
            peer.manager().closeEngine();
            assertThat(peer.nextLoss()).isEqualTo(DisconnectReason.FORCED_CLOSE);
        }
    }

    @EachLink
    void eventsAreSentAgainUntilTheServerAcknowledgesThemAndKeepTheirOrder(Link link) throws Exception {
        String key = "third time of " + link;
        SocketOptions options = SocketOptions.builder()
                .retries(100)
                .ackTimeout(Duration.ofMillis(100))
                .build();
        Socket socket = CLIENTS.peer(link).connect("/", options);

        CompletableFuture<Args> first = socket.emitWithAck("thirdTime", key, "first");
        CompletableFuture<Args> second = socket.emitWithAck("thirdTime", key, "second");

        Waits.get(first);
        assertInOrderAtLeast(3, Waits.get(second).tree(0), List.of("first", "second"));
    }

    @EachLink
    void eventsThatALostConnectionTookWithItAreSentAgain(Link link) throws Exception {
        String key = "second time of " + link;
        SocketOptions options = SocketOptions.builder()
                .retries(3)
                .ackTimeout(Duration.ofSeconds(5))
                .build();
        Socket socket = CLIENTS.peer(link).connect("/", options);

        CompletableFuture<Args> first = socket.emitWithAck("secondTime", key, "first");
        CompletableFuture<Args> second = socket.emitWithAck("secondTime", key, "second");

        Waits.get(first);
        List<?> all = (List<?>) Waits.get(second).tree(0);
        assertThat(Collections.frequency(all, "first")).isGreaterThanOrEqualTo(2);
        assertInOrderAtLeast(1, all, List.of("first", "second"));
    }

    @EachLink
    void anEventIsGivenUpAfterSoManyTriesAndTheNextIsSent(Link link) throws Exception {
        String key = "given up of " + link;
        SocketOptions options = SocketOptions.builder()
                .retries(1)
                .ackTimeout(Duration.ofMillis(300))
                .build();
        Socket socket = CLIENTS.peer(link).connect("/", options);

        CompletableFuture<Args> never = socket.emitWithAck("thirdTime", key, "never");
        socket.emit("deliver", key, "next");

        assertThat(Waits.failure(never)).isInstanceOf(AckTimeoutException.class);
        Socket other = CLIENTS.connect(link);
        Waits.until("the next has arrived", () -> deliveries(other, key).contains("next"));
        assertThat(deliveries(other, key).subList(0, 3)).isEqualTo(List.of("never", "never", "next"));
    }

    /** Each of them so often at least, and none after a later one. */
    static void assertInOrderAtLeast(int times, Object all, List<String> expected) {
        List<Object> order = new ArrayList<>();
        for (Object one : (List<?>) all) {
            if (order.isEmpty() || !order.get(order.size() - 1).equals(one)) {
                order.add(one);
            }
        }
        assertThat(order).isEqualTo(expected);
        assertThat(expected)
                .allSatisfy(one ->
                        assertThat(Collections.frequency((List<?>) all, one)).isGreaterThanOrEqualTo(times));
    }

    @EachLink
    void closingTheManagerTellsEverySocketAndTheServer(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket main = peer.connect();
        Socket admin = peer.connect("/admin");
        String mainId = main.id();
        String adminId = admin.id();
        CompletableFuture<Args> owed = main.emitWithAck("hold");

        peer.manager().close();

        assertThat(List.of(peer.nextLoss().wire(), peer.nextLoss().wire())).containsOnly("io client disconnect");
        assertThat(Waits.failure(owed)).isInstanceOf(DisconnectedException.class);
        assertThat(CLIENTS.reasonOf(link.server(), mainId)).isEqualTo("client namespace disconnect");
        assertThat(CLIENTS.reasonOf(link.server(), adminId)).isEqualTo("client namespace disconnect");
        assertThat(Waits.failure(main.connect())).isInstanceOf(IllegalStateException.class);
        assertThat(Waits.failure(main.emitWithAck("ask"))).isInstanceOf(DisconnectedException.class);
    }
}
