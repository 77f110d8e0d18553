package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Handlers;
import hocket.server.DisconnectReason;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why sockets are disconnected, who is told, and what is dropped. */
class SocketIoDisconnectReasonTest {
    private final SocketIoFixture fixture = new SocketIoFixture();
    private final List<String> told = new ArrayList<>();

    /** A client whose end is written down with its description. */
    private MemoryWebSocket join() {
        MemoryWebSocket client = fixture.join();
        listen(fixture.socket());
        return client;
    }

    private void listen(Socket socket) {
        socket.onDisconnect(
                (reason, description) -> told.add(reason.wire() + (description.isEmpty() ? "" : ": " + description)));
    }

    @Test
    void clientThatClosesIsATransportClose() {
        join().close();
        assertThat(told).containsExactly("transport close");
    }

    @Test
    void connectionThatBreaksIsATransportError() {
        join().breakDown();
        assertThat(told).hasSize(1).first().asString().startsWith("transport error");
    }

    @Test
    void pingOfTheWrongSideIsATransportErrorWithADescription() {
        MemoryWebSocket client = join();
        client.send("2");
        assertThat(client.isOpen()).isFalse();
        assertThat(told).containsExactly("transport error: invalid heartbeat direction");
    }

    @Test
    void silenceIsAPingTimeout() {
        join();
        fixture.host.advance(Duration.ofSeconds(44));
        assertThat(told).isEmpty();
        fixture.host.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("ping timeout");
    }

    @Test
    void whatIsNoEnginePacketIsAParseError() {
        MemoryWebSocket client = join();
        client.send("9");
        assertThat(client.isOpen()).isFalse();
        assertThat(told).hasSize(1).first().asString().startsWith("parse error");
    }

    @Test
    void whatIsNoPacketIsAForcedCloseAndTheErrorHandlerIsTold() {
        MemoryWebSocket client = join();
        client.send("42[");
        assertThat(client.isOpen()).isFalse();
        assertThat(told).containsExactly("forced close");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void violationIsAForcedCloseOnAWebSocketAndWhereAPollWaits() {
        MemoryWebSocket client = join();
        client.send("40");
        assertThat(client.isOpen()).isFalse();
        String url = fixture.joinPolling();
        listen(fixture.socket());
        MemoryExchange poll = fixture.host.get(url);
        fixture.host.post(url, "40");
        assertThat(poll.text()).isEqualTo("1");
        assertThat(told).containsExactly("forced close", "forced close");
    }

    @Test
    void violationIsAForcedServerCloseWhereNoPollWaits() {
        String url = fixture.joinPolling();
        listen(fixture.socket());
        fixture.host.post(url, "40");
        assertThat(told).containsExactly("forced server close");
        assertThat(fixture.host.get(url).text()).isEqualTo("6\u001e1");
        assertThat(told).hasSize(1);
    }

    @Test
    void pollsThatOverlapAreATransportError() {
        String url = fixture.joinPolling();
        listen(fixture.socket());
        fixture.host.get(url);
        fixture.host.get(url);
        assertThat(told).containsExactly("transport error: overlap from client");
    }

    @Test
    void pollingClientThatClosesIsATransportClose() {
        String url = fixture.joinPolling();
        listen(fixture.socket());
        MemoryExchange poll = fixture.host.get(url);
        fixture.host.post(url, "1");
        assertThat(poll.text()).isEqualTo("6");
        assertThat(told).containsExactly("transport close");
    }

    @Test
    void everyReasonHasTheWordOfTheReference() {
        assertThat(List.of(DisconnectReason.values()))
                .extracting(DisconnectReason::wire)
                .containsExactlyInAnyOrder(
                        "transport error",
                        "transport close",
                        "forced close",
                        "ping timeout",
                        "server shutting down",
                        "forced server close",
                        "parse error",
                        "client namespace disconnect",
                        "server namespace disconnect");
        assertThat(List.of(DisconnectReason.values()).stream().filter(reason -> !reason.isRecoverable()))
                .containsExactlyInAnyOrder(
                        DisconnectReason.PARSE_ERROR,
                        DisconnectReason.CLIENT_NAMESPACE_DISCONNECT,
                        DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Test
    void connectionThatEndsTakesAllItsNamespacesAlong() {
        fixture.io.of("/admin").onConnection(this::listen);
        MemoryWebSocket client = join();
        client.send("40/admin,");
        client.close();
        assertThat(told).containsExactly("transport close", "transport close");
    }

    @Test
    void disconnectLeavesTheOtherNamespacesAlone() {
        fixture.io.of("/admin").onConnection(this::listen);
        MemoryWebSocket client = join();
        client.send("40/admin,");
        fixture.received(client);
        fixture.socket().disconnect();
        assertThat(fixture.received(client)).containsExactly("41");
        assertThat(told).containsExactly("server namespace disconnect");
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.io.of("/admin").sockets()).hasSize(1);
    }

    @Test
    void disconnectWithCloseLeavesAllNamespacesAndClosesTheConnection() {
        fixture.io.of("/admin").onConnection(this::listen);
        MemoryWebSocket client = join();
        client.send("40/admin,");
        fixture.received(client);
        fixture.socket().disconnect(true);
        assertThat(fixture.received(client)).containsExactlyInAnyOrder("41", "41/admin,");
        assertThat(told).containsExactly("server namespace disconnect", "server namespace disconnect");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void pollsThatWaitAreToldOfADisconnectWithClose() {
        String url = fixture.joinPolling();
        MemoryExchange poll = fixture.host.get(url);
        fixture.socket().disconnect(true);
        fixture.host.lane().crank();
        assertThat(poll.text()).isEqualTo("41");
        assertThat(fixture.host.get(url).text()).isEqualTo("6\u001e1");
        assertThat(fixture.host.get(url).text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void disconnectIsHarmlessIfRepeated() {
        MemoryWebSocket client = join();
        fixture.socket().disconnect();
        fixture.socket().disconnect();
        assertThat(fixture.received(client)).containsExactly("41");
        assertThat(told).hasSize(1);
        client.send("40");
        fixture.sockets.get(0).disconnect();
        assertThat(fixture.received(client)).hasSize(1).first().asString().startsWith("40{");
        assertThat(fixture.socket().isConnected()).isTrue();
    }

    @Test
    void disconnectWithCloseOfASocketThatHasGoneDoesNothing() {
        MemoryWebSocket client = join();
        client.send("41");
        client.send("40");
        fixture.sockets.get(0).disconnect(true);
        fixture.host.lane().crank();
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.socket().isConnected()).isTrue();
    }

    @Test
    void handlersAreToldInOrderDisconnectingFirstAndOnce() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.onDisconnect(reason -> told.add("disconnect 1 " + socket.isConnected()));
        socket.onDisconnecting(reason -> told.add("disconnecting 1 " + reason));
        socket.onDisconnect(reason -> told.add("disconnect 2"));
        socket.onDisconnecting(reason -> told.add("disconnecting 2")).remove();
        client.send("41");
        client.close();
        assertThat(told)
                .containsExactly("disconnecting 1 client namespace disconnect", "disconnect 1 false", "disconnect 2");
    }

    @Test
    void handlerThatThrowsDoesNotKeepTheOthersFromBeingTold() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().onDisconnecting(reason -> {
            throw new IllegalStateException("of the user");
        });
        fixture.socket().onDisconnecting(reason -> {
            throw new StackOverflowError("of the user");
        });
        fixture.socket().onDisconnect(reason -> told.add("told"));
        client.send("41");
        assertThat(told).containsExactly("told");
        assertThat(fixture.errors).hasSize(2);
        assertThat(fixture.socket().rooms()).isEmpty();
    }

    @Test
    void eventsThatWaitForAHandlerAreDroppedWhenTheServerDisconnects() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        handlers.crank();
        pooled.socket().on("x", args -> pooled.events.add("x"));
        client.send("42[\"x\"]");
        pooled.socket().disconnect();
        client.send("42[\"x\"]");
        pooled.host.lane().crank();
        handlers.crank();
        assertThat(pooled.events).containsExactly("connection", "disconnect server namespace disconnect");
    }

    @Test
    void eventsThatCameBeforeTheClientLeftAreHandledBeforeTheDisconnect() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        handlers.crank();
        pooled.socket().on("x", args -> pooled.events.add("x"));
        client.send("42[\"x\"]");
        client.close();
        handlers.crank();
        assertThat(pooled.events).containsExactly("connection", "x", "disconnect transport close");
    }

    @Test
    void clientMayComeAgainAfterItWasDisconnected() {
        MemoryWebSocket client = join();
        String first = fixture.socket().id();
        fixture.socket().disconnect();
        fixture.received(client);
        client.send("40");
        assertThat(fixture.received(client)).hasSize(1);
        assertThat(fixture.socket().id()).isNotEqualTo(first);
    }

    @Test
    void serverThatClosesTellsSocketsOfAllNamespacesAndRefusesNewOnes() {
        fixture.io.of("/admin").onConnection(this::listen);
        MemoryWebSocket client = join();
        client.send("40/admin,");
        boolean[] closed = new boolean[1];
        fixture.io.close().thenRun(() -> closed[0] = true);
        fixture.host.lane().crank();
        assertThat(told).containsExactly("server shutting down", "server shutting down");
        assertThat(closed[0]).isTrue();
        assertThat(client.isOpen()).isFalse();
        assertThat(fixture.io.engine().clientsCount()).isZero();
        assertThat(fixture.host.get("/socket.io/?EIO=4&transport=polling").status())
                .isEqualTo(503);
        assertThat(fixture.io.close().toCompletableFuture()).isCompleted();
    }
}
