package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.DisconnectReason;
import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.client.TransportException;
import hocket.core.Args;
import hocket.interop.Connection.Transport;
import hocket.interop.FaultProxy.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client on a bad network: nothing is lost, comes twice or out of order that need not. */
class ClientFaultsTest {
    private static final int STREAM = 300;

    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults().withRecovery());

    @RegisterExtension
    static final Clients IMPATIENT = new Clients(Settings.defaults().impatientHeartbeats());

    private static FaultProxy proxy(Clients clients, Link link) throws IOException {
        return clients.closing(FaultProxy.to(clients.server(link.server()).port()));
    }

    private static Peer through(FaultProxy proxy, Link link) {
        return CLIENTS.peer(proxy.port(), link.transport(), options -> {});
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /**
     * Whole, but for one server: that of the reference sees that a polling client is gone if a poll waits, and else
     * only when a ping is not answered; a client that is back before is a new one to it.
     */
    @EachCurrentLink
    void aStreamToTheClientIsWholeAndInOrderAcrossResets(Link link) throws Exception {
        boolean noticed = link.server() == ServerKind.HOCKET || link.transport() != Transport.POLLING;
        String room = "stream of " + link;
        FaultProxy proxy = proxy(CLIENTS, link);
        Peer peer = through(proxy, link);
        Socket socket = peer.connect();
        Received told = Received.by(socket, "told");
        List<Boolean> recovered = new CopyOnWriteArrayList<>();
        Peer.answer(socket, "join", room);
        Peer.echo(socket, "an event");
        socket.onConnect(() -> recovered.add(socket.isRecovered()));
        Socket other = CLIENTS.connect(new Link(link.server(), Transport.WEBSOCKET));

        for (int n = 0; n < STREAM; n++) {
            other.emit("tellRoom", room, n);
            if (n % 100 == 50) {
                Waits.until(() -> "it is back, not " + socket.state(), socket::isConnected);
            }
            if (n % 100 >= 50 && peer.losses() <= n / 100) {
                proxy.reset(); // between two polls a cut does no harm: until it does
            }
            Thread.sleep(4);
        }

        if (noticed) {
            assertThat(told.numbers(STREAM)).isEqualTo(range(STREAM));
        }
        Waits.until("it is connected", socket::isConnected);
        Peer.ask(socket, "where");
        if (noticed) {
            assertThat(told.waiting()).isZero();
            assertThat(recovered).isNotEmpty().containsOnly(true);
        } else {
            List<Integer> came = told.numbers(told.waiting());
            assertThat(came).isNotEmpty().isSubsetOf(range(STREAM)).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Its client knows that it is on another network now; the server does not, but asks. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Link#toHocket")
    void aChangeOfNetworksLosesNothing(Link link) throws Exception {
        String room = "travels " + link;
        FaultProxy proxy = proxy(CLIENTS, link);
        Peer peer = CLIENTS.peer(
                proxy.port(),
                link.transport(),
                options -> options.timeout(Duration.ofMillis(500))); // idle connections of before are dead, too
        Socket socket = peer.connect();
        Received told = Received.by(socket, "told");
        Peer.answer(socket, "join", room);
        Peer.echo(socket, "an event");
        String id = socket.id();
        Socket other = CLIENTS.connect(new Link(link.server(), Transport.WEBSOCKET));

        proxy.swallow();
        IntStream.range(0, 5).forEach(n -> other.emit("tellRoom", room, n));
        Peer.ask(other, "where");
        proxy.heal();
        peer.manager().closeEngine();
        IntStream.range(5, 10).forEach(n -> other.emit("tellRoom", room, n));

        assertThat(told.numbers(10)).isEqualTo(range(10));
        Waits.until("it is connected", socket::isConnected);
        assertThat(socket.isRecovered()).isTrue();
        assertThat(socket.id()).isEqualTo(id);
        assertThat(CLIENTS.reasonOf(link.server(), id)).isEqualTo("ping timeout");
    }

    @EachCurrentLink
    void aStreamToTheServerArrivesInOrderAcrossResets(Link link) throws Exception {
        String key = "stream of " + link;
        FaultProxy proxy = proxy(CLIENTS, link);
        SocketOptions options = SocketOptions.builder()
                .retries(1000)
                .ackTimeout(Duration.ofSeconds(5))
                .build();
        Peer peer = through(proxy, link);
        Socket socket = peer.connect("/", options);
        proxy.delay(2, 4);

        List<String> sent = IntStream.range(0, 100).mapToObj(n -> "n" + n).toList();
        List<CompletableFuture<Args>> answers = new ArrayList<>();
        sent.forEach(one -> answers.add(socket.emitWithAck("deliver", key, one)));
        for (int i = 25; i < 100; i++) {
            Waits.get(answers.get(i));
            if (peer.losses() < i / 25) {
                proxy.reset(); // between two polls a cut does no harm: until it does
            }
        }

        Waits.get(answers.get(99));
        assertThat(peer.losses()).isPositive();
        ClientLifecycleTest.assertInOrderAtLeast(1, Peer.ask(socket, "deliveries", key), sent);
    }

    @EachCurrentLink
    void delaysAndChoppedDataChangeNothing(Link link) throws Exception {
        FaultProxy proxy = proxy(CLIENTS, link);
        List<Consumer<FaultProxy>> faults = List.of(late -> late.delay(30, 60), chopped -> chopped.chop(7));
        for (Consumer<FaultProxy> fault : faults) {
            fault.accept(proxy);
            Peer peer = through(proxy, link);
            Socket socket = peer.socket("/");
            Waits.get(socket.connect());
            Received items = Received.by(socket, "item");

            socket.emit("burst", 100);
            IntStream.range(0, 100).forEach(n -> socket.emit("item", n, Noise.of(n % 50 + 1)));
            Args back = Peer.echo(socket, "é😀".repeat(2000), Noise.of(10_000), Map.of("deep", Noise.of(10)));

            assertThat(items.numbers(100)).isEqualTo(range(100));
            assertThat(back.toList().subList(0, 3).toArray())
                    .usingRecursiveComparison()
                    .isEqualTo(new Object[] {"é😀".repeat(2000), Noise.of(10_000), Map.of("deep", Noise.of(10))});
            List<?> arrived = (List<?>) Peer.ask(socket, "items");
            assertThat(arrived).extracting(item -> ((List<?>) item).get(0)).isEqualTo(range(100));
            peer.settle();
            assertThat(peer.losses()).isZero();
            proxy.delay(0, 0);
        }
    }

    @EachCurrentLink
    void aPeerThatVanishesIsMissedByBothSidesAndFoundAgain(Link link) throws Exception {
        FaultProxy proxy = proxy(IMPATIENT, link);
        Peer peer = IMPATIENT.peer(proxy.port(), link.transport(), options -> options.timeout(Duration.ofMillis(500)));
        Socket socket = peer.connect();
        String id = socket.id();

        proxy.swallow();

        assertThat(peer.nextLoss()).isEqualTo(DisconnectReason.PING_TIMEOUT);
        assertThat(IMPATIENT.reasonOf(link.server(), id)).isEqualTo("ping timeout");
        assertThat(peer.nextRefusal()).isInstanceOf(TransportException.class).hasMessage("timeout");
        CompletableFuture<Args> answer = socket.emitWithAck("ask", "offline");
        proxy.heal();
        assertThat(Waits.get(answer).tree(0)).isEqualTo("offline");
    }

    @EachCurrentLink
    void aStallShorterThanThePingTimeoutChangesNothing(Link link) throws Exception {
        FaultProxy proxy = proxy(CLIENTS, link);
        Peer peer = through(proxy, link);
        Socket socket = peer.connect();
        Received items = Received.by(socket, "item");
        for (Way way : Way.values()) {
            proxy.stall(way);
            socket.emit("burst", 50);
            Thread.sleep(200);
            assertThat(items.waiting()).isZero();
            proxy.resume();
            assertThat(items.numbers(50)).isEqualTo(range(50));
        }
        assertThat(peer.losses()).isZero();
        assertThat(peer.opened()).hasSize(1);
    }

    @EachCurrentLink
    void aHandshakeThatIsCutIsTriedAgain(Link link) throws Exception {
        FaultProxy proxy = proxy(CLIENTS, link);
        proxy.cutNext(2, "transport=" + link.transport().first, 40);
        Peer peer = through(proxy, link);

        Socket socket = peer.connect();

        assertThat(proxy.cutsLeft()).isLessThanOrEqualTo(0);
        assertThat(peer.nextRefusal()).isInstanceOf(TransportException.class);
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
    }

    @ParameterizedTest
    @EnumSource(names = {"HOCKET", "SOCKET_IO_4"})
    void pollingGoesOnIfTheUpgradeIsCut(ServerKind server) throws Exception {
        Link link = new Link(server, Transport.UPGRADE);
        for (int bytes : new int[] {40, 132}) {
            FaultProxy proxy = proxy(CLIENTS, link);
            proxy.cutNext(1, "transport=websocket", bytes);
            Peer peer = through(proxy, link);
            Socket socket = peer.socket("/");
            Received items = Received.by(socket, "item");
            Waits.get(socket.connect());

            socket.emit("burst", 50);

            Waits.until("the upgrade fails", () -> !peer.failedUpgrades().isEmpty());
            assertThat(items.numbers(50)).isEqualTo(range(50));
            assertThat(Peer.ask(socket, "where")).isEqualTo("/");
            assertThat(peer.current().wire()).isEqualTo("polling");
            assertThat(peer.losses()).isZero();
        }
    }

    @EachCurrentLink
    void anAttemptThatIsPlannedForLaterIsMadeWhenTheNetworkIsThere(Link link) throws Exception {
        FaultProxy proxy = proxy(CLIENTS, link);
        Peer peer = CLIENTS.peer(
                proxy.port(),
                link.transport(),
                options -> options.reconnectionDelay(Duration.ofHours(1)).reconnectionDelayMax(Duration.ofHours(1)));
        Socket socket = peer.connect();
        proxy.refuse();
        proxy.reset();
        assertThat(peer.nextLoss()).isIn(DisconnectReason.TRANSPORT_ERROR, DisconnectReason.TRANSPORT_CLOSE);
        assertThat(socket.isActive()).isTrue();
        CompletableFuture<Args> answer = socket.emitWithAck("ask", "offline");

        peer.manager().networkAvailable();
        assertThat(peer.nextRefusal()).isInstanceOf(TransportException.class);
        proxy.heal();
        peer.manager().networkAvailable();

        assertThat(Waits.get(answer).tree(0)).isEqualTo("offline");
    }

    @EachCurrentLink
    void anotherServerMayTakeOver(Link link) throws Exception {
        ServerKind next = link.server() == ServerKind.HOCKET ? ServerKind.SOCKET_IO_4 : ServerKind.HOCKET;
        FaultProxy proxy = proxy(CLIENTS, link);
        Peer peer = through(proxy, link);
        Socket socket = peer.connect();
        Peer.echo(socket, "an event");
        CompletableFuture<Boolean> back = new CompletableFuture<>();
        socket.onConnect(() -> back.complete(socket.isRecovered()));

        proxy.target(CLIENTS.server(next).port());
        proxy.reset();

        assertThat(Waits.get(back)).isFalse();
        assertThat(Peer.ask(socket, "ask", "new")).isEqualTo("new");
    }
}
