package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.Socket;
import hocket.core.Args;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our client is cut off, and goes on where it was, with servers that can do that. */
class ClientRecoveryTest {
    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults().withRecovery());

    /** It comes back when it is told to, so that what is sent meanwhile is missed for certain. */
    private static Peer away(Link link) {
        return CLIENTS.peer(link, options -> options.reconnection(false));
    }

    private static void cut(Link link, Socket socket, Consumer<Socket> how) throws InterruptedException {
        String id = socket.id();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        socket.onDisconnect(reason -> {
            gone.complete(null);
        });
        how.accept(socket);
        Waits.get(gone);
        CLIENTS.reasonOf(link.server(), id);
    }

    @EachCurrentLink
    void idRoomsDataAndMissedEventsAreBack(Link link) throws Exception {
        String room = "room of " + link;
        Socket other = CLIENTS.connect(link);
        Socket socket = away(link).connect();
        Received told = Received.by(socket, "told");
        Peer.answer(socket, "join", room);
        Peer.answer(socket, "set", Map.of("name", "Zoë"));
        Peer.echo(socket, "an event");
        String id = socket.id();

        cut(link, socket, one -> one.emit("closeTransport"));
        other.emit("tellRoom", room, 0, Noise.of(3));
        other.emit("tellRoom", "another room", "not for it");
        other.emit("tellRoom", id, 1, "by its id");
        other.emit("tellOthers", room, 2, "é 😀");
        Peer.ask(other, "where");
        Waits.get(socket.connect());

        assertThat(socket.isRecovered()).isTrue();
        assertThat(socket.id()).isEqualTo(id);
        Args first = told.next();
        assertThat(first.tree(0)).isEqualTo(0);
        assertThat(first.tree(1)).isEqualTo(Noise.of(3));
        assertThat(told.next().tree(1)).isEqualTo("by its id");
        assertThat(told.next().tree(1)).isEqualTo("é 😀");
        Map<?, ?> state = (Map<?, ?>) Peer.ask(socket, "state");
        assertThat(state.get("recovered")).isEqualTo(true);
        assertThat(state.get("data")).isEqualTo(Map.of("name", "Zoë"));
        Set<Object> rooms = new HashSet<>((List<?>) state.get("rooms"));
        assertThat(rooms).isEqualTo(Set.of(id, room));
        other.emit("tellRoom", room, "live");
        assertThat(told.next().tree(0)).isEqualTo("live");
        assertThat(told.waiting()).isZero();
    }

    @EachCurrentLink
    void missedEventsComeBeforeTheConnectHandlerAndBeforeNewOnes(Link link) throws Exception {
        String room = "order of " + link;
        Socket other = CLIENTS.connect(link);
        Socket socket = away(link).connect();
        List<Object> seen = new ArrayList<>(); // handlers of the socket, one at a time
        CompletableFuture<List<Object>> all = new CompletableFuture<>();
        socket.on("told", args -> {
            seen.add(args.tree(0));
            if ("last".equals(args.tree(0))) {
                all.complete(seen);
            }
        });
        socket.onConnect(() -> seen.add("connected, " + socket.isRecovered()));
        Peer.answer(socket, "join", room);
        Peer.echo(socket, "an event");

        cut(link, socket, one -> one.emit("closeTransport"));
        for (int n = 0; n < 3; n++) {
            other.emit("tellRoom", room, n);
        }
        Peer.ask(other, "where");
        Waits.get(socket.connect());
        other.emit("tellRoom", room, "last");

        List<Object> order = Waits.get(all);
        assertThat(order).contains("connected, true");
        order.remove("connected, true");
        assertThat(order).containsExactly(0, 1, 2, "last");
    }

    @EachCurrentLink
    void itIsRecoveredAgainAndAgainByItself(Link link) throws Exception {
        String room = "again " + link;
        Socket other = CLIENTS.connect(link);
        Peer peer = CLIENTS.peer(link, options -> options.reconnectionDelay(Duration.ofMillis(50)));
        Socket socket = peer.connect();
        Received told = Received.by(socket, "told");
        Peer.answer(socket, "join", room);
        Peer.echo(socket, "an event");
        String id = socket.id();

        for (int n = 0; n < 3; n++) {
            socket.emit("closeTransport");
            peer.nextLoss();
            other.emit("tellRoom", room, n);
            assertThat(told.next().tree(0)).isEqualTo(n);
            Waits.until("it is connected", socket::isConnected);
            assertThat(socket.isRecovered()).isTrue();
            assertThat(socket.id()).isEqualTo(id);
            peer.settle();
        }
        assertThat(told.waiting()).isZero();
    }

    @EachCurrentLink
    void eachNamespaceIsRecovered(Link link) throws Exception {
        Peer peer = away(link);
        Socket main = peer.connect();
        Socket admin = peer.connect("/admin");
        Peer.answer(main, "set", "of main");
        Peer.answer(admin, "set", "of admin");
        Peer.echo(main, "an event");
        Peer.echo(admin, "an event");
        String adminId = admin.id();

        cut(link, main, one -> one.emit("closeTransport"));
        CLIENTS.reasonOf(link.server(), adminId);
        CompletableFuture<Void> connected = main.connect();
        Waits.get(admin.connect());
        Waits.get(connected);

        assertThat(main.isRecovered() && admin.isRecovered()).isTrue();
        assertThat(admin.id()).isEqualTo(adminId);
        assertThat(((Map<?, ?>) Peer.ask(main, "state")).get("data")).isEqualTo("of main");
        assertThat(((Map<?, ?>) Peer.ask(admin, "state")).get("data")).isEqualTo("of admin");
    }

    @EachCurrentLink
    void aSocketThatLeftOrWasDisconnectedIsANewOne(Link link) throws Exception {
        for (boolean byServer : new boolean[] {false, true}) {
            Socket socket = away(link).connect();
            Peer.answer(socket, "set", "forgotten");
            Peer.echo(socket, "an event");
            String id = socket.id();

            cut(link, socket, byServer ? one -> one.emit("kick", false) : Socket::disconnect);
            Waits.get(socket.connect());

            assertThat(socket.isRecovered()).isFalse();
            assertThat(socket.id()).isNotEqualTo(id);
            assertThat(((Map<?, ?>) Peer.ask(socket, "state")).get("data")).isNull();
        }
    }

    @EachCurrentLink
    void aServerThatWasRestartedKnowsNoSessions(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.connect();
        Peer.echo(socket, "an event");
        String id = socket.id();
        CompletableFuture<Void> back = new CompletableFuture<>();
        socket.onConnect(() -> back.complete(null));

        CLIENTS.server(link.server()).restart();

        Waits.get(back);
        assertThat(socket.isRecovered()).isFalse();
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
    }
}
