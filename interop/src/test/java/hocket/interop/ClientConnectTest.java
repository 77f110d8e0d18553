package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.ConnectErrorException;
import hocket.client.ConnectionState;
import hocket.client.DisconnectReason;
import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.client.TransportException;
import hocket.core.Args;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our client joins namespaces, shows who it is, is refused. */
class ClientConnectTest {
    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults());

    @EachLink
    void aSocketIsConnectedOverTheTransportsThatWereAskedFor(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket("/");
        assertThat(socket.id()).isNull();

        Waits.get(socket.connect());
        peer.settle();

        assertThat(socket.id()).hasSizeGreaterThan(10);
        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.isRecovered()).isFalse();
        assertThat(socket.state().phase()).isEqualTo(ConnectionState.Phase.CONNECTED);
        assertThat(peer.opened()).extracting(Object::toString).containsExactly(link.transport().first);
    }

    @EachLink
    void namespacesShareOneConnection(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket main = peer.socket("/");
        Socket admin = peer.socket("/admin");
        CompletableFuture<Void> connected = main.connect();
        Waits.get(admin.connect());
        Waits.get(connected);
        Socket dynamic = peer.connect("/dynamic-abc-12");

        assertThat(List.of(Peer.ask(main, "where"), Peer.ask(admin, "where"), Peer.ask(dynamic, "where")))
                .isEqualTo(List.of("/", "/admin", "/dynamic-abc-12"));
        assertThat(List.of(main.id(), admin.id(), dynamic.id())).doesNotHaveDuplicates();
        assertThat(peer.opened()).hasSize(1);

        String left = admin.id();
        admin.disconnect();
        assertThat(CLIENTS.reasonOf(link.server(), left)).isEqualTo("client namespace disconnect");
        assertThat(Peer.ask(main, "where")).isEqualTo("/");
        Waits.get(admin.connect());
        assertThat(Peer.ask(admin, "where")).isEqualTo("/admin");
        assertThat(peer.opened()).hasSize(1);
    }

    @EachLink
    void dynamicNamespacesAreJoinedWhereTheyAreAllowed(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket one = peer.connect("/dynamic-one-7");
        assertThat(Peer.ask(one, "param")).isEqualTo("7");

        assertThat(refusal(peer.socket("/dynamic-closed"))).hasMessage("closed");
        assertThat(refusal(peer.socket("/unknown"))).hasMessage("Invalid namespace");

        SocketOptions tenant =
                SocketOptions.builder().auth(Map.of("tenant", "a")).build();
        assertThat(Peer.ask(peer.connect("/tenant/a", tenant), "where")).isEqualTo("/tenant/a");
        assertThat(refusal(peer.socket("/tenant/b", tenant))).hasMessage("Invalid namespace");
    }

    private static ConnectErrorException refusal(Socket socket) throws InterruptedException {
        Throwable error = Waits.failure(socket.connect());
        assertThat(error).isInstanceOf(ConnectErrorException.class);
        assertThat(socket.isActive()).isFalse();
        return (ConnectErrorException) error;
    }

    @EachLink
    void theServerSeesAuthQueryAndHeaders(Link link) throws Exception {
        Peer peer = CLIENTS.peer(
                link, options -> options.query(Map.of("token", "a b&c=é")).extraHeaders(Map.of("x-hocket", "yes")));
        SocketOptions options = SocketOptions.builder()
                .auth(Map.of("user", "Zoë", "roles", List.of(1, 2)))
                .build();

        Object seen = Peer.ask(peer.connect("/", options), "handshake");

        assertThat(seen)
                .isEqualTo(Map.of(
                        "auth", Map.of("user", "Zoë", "roles", List.of(1, 2)), "query", "a b&c=é", "header", "yes"));
    }

    @EachLink
    void aSocketThatIsRefusedHearsMessageAndDataAndIsLetInWithTheRightToken(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        AtomicInteger tries = new AtomicInteger();
        Socket socket = peer.socket(
                "/guarded",
                SocketOptions.builder()
                        .auth(() -> tries.incrementAndGet() == 1 ? Map.of() : Map.of("token", "secret"))
                        .build());

        ConnectErrorException refused = refusal(socket);

        assertThat(refused).hasMessage("not allowed: é 😀");
        assertThat(refused.data().tree(0)).isEqualTo(Map.of("code", 17, "missing", List.of("token", "rôle")));
        assertThat(peer.nextRefusal()).isSameAs(refused);
        assertThat(socket.state().phase()).isEqualTo(ConnectionState.Phase.REFUSED);
        assertThat(socket.isConnected()).isFalse();

        Waits.get(socket.connect());
        assertThat(Peer.ask(socket, "user")).isEqualTo("Zoë");
        assertThat(tries).hasValue(2);
    }

    @EachLink
    void aSocketThatIsRefusedTriesAgainIfItsPolicySaysSo(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        AtomicInteger tries = new AtomicInteger();
        Socket socket = peer.socket(
                "/guarded",
                SocketOptions.builder()
                        .auth(() -> Map.of("token", tries.incrementAndGet() < 3 ? "broken" : "secret"))
                        .retryRefused((error, refusals) -> error.getMessage().equals("it broke")
                                        || error.getMessage().equals("internal error")
                                ? Optional.of(Duration.ofMillis(10L * refusals))
                                : Optional.empty())
                        .build());

        Waits.get(socket.connect());

        assertThat(Peer.ask(socket, "user")).isEqualTo("Zoë");
        assertThat(tries).hasValue(3);
    }

    @EachLink
    void eventsThatComeBeforeTheConnectPacketAreNotLost(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket("/greeting");
        Received greetings = Received.by(socket, "greeting");

        Waits.get(socket.connect());

        assertThat(greetings.next().tree(0)).isEqualTo("before you are in");
    }

    @EachLink
    void whatIsSentWhileTheServerDecidesComesAfterItHasDecided(Link link) throws Exception {
        String gate = "gate of " + link;
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket(
                "/gated", SocketOptions.builder().auth(Map.of("gate", gate)).build());
        CompletableFuture<Void> connected = socket.connect();
        Socket control = CLIENTS.control(link.server());
        Peer.answer(control, "atGate", gate);

        CompletableFuture<Args> answer = socket.emitWithAck("ask", "early");
        assertThat(connected).isNotDone();
        assertThat(answer).isNotDone();
        Peer.answer(control, "openGate", gate);

        Waits.get(connected);
        assertThat(Waits.get(answer).tree(0)).isEqualTo("early");
    }

    @EachLink
    void aSocketThatLeavesWhileTheServerDecidesIsNotConnected(Link link) throws Exception {
        String gate = "left gate of " + link;
        Peer peer = CLIENTS.peer(link);
        Socket main = peer.connect();
        Socket socket = peer.socket(
                "/gated", SocketOptions.builder().auth(Map.of("gate", gate)).build());
        CompletableFuture<Void> connected = socket.connect();
        Socket control = CLIENTS.control(link.server());
        Peer.answer(control, "atGate", gate);

        socket.disconnect();
        assertThat(Waits.failure(connected)).isInstanceOf(hocket.core.DisconnectedException.class);
        Peer.answer(control, "openGate", gate);

        assertThat(Peer.ask(main, "where")).isEqualTo("/");
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.state().reason()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
    }

    @Test
    void nobodyListeningIsToldAndTriedAgainUntilThereWereEnoughAttempts() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (Connection.Transport transport : Connection.Transport.values()) {
            Peer peer = CLIENTS.peer(port, transport, options -> options.reconnectionAttempts(2));
            AtomicInteger errors = new AtomicInteger();
            CompletableFuture<Void> failed = new CompletableFuture<>();
            peer.manager().onReconnectError(error -> errors.incrementAndGet());
            peer.manager().onReconnectFailed(() -> failed.complete(null));
            Socket socket = peer.socket("/");

            assertThat(Waits.failure(socket.connect())).isInstanceOf(TransportException.class);

            Waits.get(failed);
            assertThat(peer.nextRefusal())
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith(
                            transport == Connection.Transport.WEBSOCKET ? "websocket error" : "xhr poll error");
            Waits.until("two reconnect errors", () -> errors.get() == 2);
            assertThat(socket.isConnected()).isFalse();
        }
    }
}
