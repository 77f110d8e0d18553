package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.Socket;
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
}
