package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Args;
import hocket.server.ConnectRefusedException;
import hocket.server.Namespace;
import hocket.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clients of Socket.IO 2. */
class SocketIoLegacyTest {
    @Test
    void clientsOfVersionTwoAreInTheMainNamespaceAtOnce() {
        SocketIoFixture legacy = new SocketIoFixture(o -> o.engine(e -> e.allowEIO3(true)));
        MemoryWebSocket client = legacy.openLegacy();
        Socket socket = legacy.socket();
        assertThat(socket.id()).isEqualTo(socket.conn().id());
        legacy.io.of("/admin").onConnection(admin -> {
            legacy.events.add(admin.id() + " " + admin.handshake().query().get("token"));
        });
        client.send("40/admin?token=x%20y,");
        assertThat(client.receiveText()).isEqualTo("40/admin,");
        assertThat(legacy.events)
                .containsExactly("connection", "/admin#" + socket.conn().id() + " x y");
        client.send("40/nope,");
        assertThat(client.receiveText()).isEqualTo("44/nope,\"Invalid namespace\"");
        socket.emit("x", new byte[] {1});
        legacy.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.receive().payload().toByteArray()).containsExactly(4, 1);
    }

    @Test
    void pollingClientOfVersionTwoLearnsOfTheMainNamespaceWithItsSecondPoll() {
        SocketIoFixture legacy = new SocketIoFixture(o -> o.engine(e -> e.allowEIO3(true)));
        MemoryExchange handshake = legacy.host.get("/socket.io/?EIO=3&transport=polling");
        assertThat(handshake.text()).doesNotContain("2:40");
        String url = "/socket.io/?EIO=3&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        assertThat(legacy.host.get(url).text()).isEqualTo("2:40");
    }

    private final SocketIoFixture fixture = new SocketIoFixture(o -> o.engine(e -> e.allowEIO3(true)));

    @Test
    void clientOfVersionTwoIsToldOfARefusalByItsMessageAlone() {
        fixture.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("not authorized");
        });
        MemoryWebSocket client = fixture.openLegacy();
        client.send("40/admin,");
        assertThat(fixture.received(client)).containsExactly("44/admin,\"not authorized\"");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void clientOfVersionTwoIsToldOfARefusalByItsDataIfThereIsAny() {
        fixture.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("not authorized", Map.of("code", 7));
        });
        MemoryWebSocket client = fixture.openLegacy();
        client.send("40/admin,");
        assertThat(fixture.received(client)).containsExactly("44/admin,{\"code\":7}");
    }

    @Test
    void clientOfVersionTwoMayBeRefusedByTheMainNamespace() {
        fixture.io.use(socket -> {
            throw new ConnectRefusedException("no");
        });
        MemoryWebSocket client = fixture.host.webSocket("/socket.io/?EIO=3&transport=websocket");
        assertThat(fixture.received(client)).hasSize(2).last().isEqualTo("44\"no\"");
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void queryOfANamespaceIsAddedToThatOfTheConnection() {
        List<Map<String, String>> queries = new ArrayList<>();
        fixture.io
                .of("/admin")
                .onConnection(socket -> queries.add(socket.handshake().query()));
        MemoryWebSocket client = fixture.openLegacy();
        client.send("40/admin?token=x&EIO=9,");
        client.send("42/admin,[\"x\"]");
        client.send("41/admin,");
        assertThat(queries).hasSize(1);
        assertThat(queries.get(0))
                .containsEntry("token", "x")
                .containsEntry("EIO", "9")
                .containsEntry("transport", "websocket");
        assertThat(fixture.socket().handshake().query()).doesNotContainKey("token");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void dynamicNamespacesAreMatchedByTheNameWithoutItsQuery() {
        fixture.io.of(Pattern.compile("^/room-\\d$"));
        MemoryWebSocket client = fixture.openLegacy();
        client.send("40/room-1?a=b,");
        assertThat(fixture.received(client)).containsExactly("40/room-1,");
        assertThat(fixture.io.namespaces().stream().map(Namespace::name)).containsExactlyInAnyOrder("/", "/room-1");
    }

    @Test
    void clientOfVersionTwoComesAgainUnderTheSameIdAfterItLeft() {
        MemoryWebSocket client = fixture.openLegacy();
        String id = fixture.socket().id();
        client.send("41");
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("40");
        assertThat(fixture.socket().id()).isEqualTo(id);
        assertThat(fixture.io.of("/").sockets()).hasSize(1);
    }

    @Test
    void clientOfVersionTwoHasEventsAndAcksBothWays() {
        MemoryWebSocket client = fixture.openLegacy();
        fixture.socket().handle("q", () -> "a");
        client.send("421[\"q\"]");
        CompletableFuture<Args> asked = fixture.socket().emitWithAck("x", 1);
        assertThat(fixture.received(client)).containsExactly("431[\"a\"]", "420[\"x\",1]");
        client.send("430[2]");
        assertThat(asked.join().get(0, int.class)).isEqualTo(2);
        fixture.socket().disconnect();
        assertThat(fixture.received(client)).containsExactly("41");
    }

    @Test
    void connectOfAMainNamespaceThatWasJoinedWithoutAskingClosesTheConnection() {
        MemoryWebSocket client = fixture.openLegacy();
        client.send("40");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void clientsOfVersionTwoAreRefusedUnlessTheyAreAllowed() {
        SocketIoFixture strict = new SocketIoFixture();
        assertThat(strict.host.get("/socket.io/?EIO=3&transport=polling").text())
                .isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
    }

    @Test
    void clientsOfBothVersionsHearTheSameBroadcast() {
        MemoryWebSocket old = fixture.openLegacy();
        MemoryWebSocket current = fixture.join();
        fixture.io.emit("x", new byte[] {1});
        fixture.host.lane().crank();
        assertThat(old.receiveText()).startsWith("451-");
        assertThat(old.receive().payload().toByteArray()).containsExactly(4, 1);
        assertThat(current.receiveText()).startsWith("451-");
        assertThat(current.receive().payload().toByteArray()).containsExactly(1);
    }
}
