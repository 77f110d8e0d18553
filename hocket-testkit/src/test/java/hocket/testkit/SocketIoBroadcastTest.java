package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a broadcast reaches. */
class SocketIoBroadcastTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void roomsGetWhatIsSentToThemOnce() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        MemoryWebSocket b = fixture.join();
        Socket socketB = fixture.socket();
        MemoryWebSocket c = fixture.join();
        socketA.join("one", "two");
        socketB.join("two");
        fixture.io.to("one", "two").emit("x");
        fixture.host.lane().crank();
        assertThat(a.receiveText()).isEqualTo("42[\"x\"]");
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("42[\"x\"]");
        assertThat(c.receive()).isNull();

        socketA.to("two").emit("others");
        fixture.io.except("two").emit("outside");
        fixture.io.to(socketA.id()).emit("by id");
        fixture.io.in("one").to("two").except(socketB.id()).emit("not b");
        fixture.host.lane().crank();
        assertThat(a.receiveText()).isEqualTo("42[\"by id\"]");
        assertThat(a.receiveText()).isEqualTo("42[\"not b\"]");
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("42[\"others\"]");
        assertThat(b.receive()).isNull();
        assertThat(c.receiveText()).isEqualTo("42[\"outside\"]");

        socketA.leave("two");
        socketB.leave("two");
        socketB.leave("never joined");
        fixture.io.to("two").emit("empty");
        socketA.broadcast().emit("all others", new byte[] {9});
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("451-[\"all others\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(b.receive().payload().toByteArray()).containsExactly(9);
        assertThat(c.receiveText()).startsWith("451-");
    }

    @Test
    void broadcastOfAnInlineHandlerDoesNotOvertakeTheJoinOfAnotherThread() throws InterruptedException {
        MemoryWebSocket client = fixture.join();
        Thread joining = new Thread(() -> fixture.socket().join("r"));
        joining.start();
        joining.join();
        fixture.io.to("r").emit("x");
        fixture.socket().emit("y");
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("42[\"x\"]");
        assertThat(client.receiveText()).isEqualTo("42[\"y\"]");
    }

    @Test
    void socketThatLeftGetsNothingFromItsRooms() {
        MemoryWebSocket a = fixture.join();
        fixture.socket().join("r");
        a.send("41");
        fixture.io.to("r").emit("x");
        fixture.io.emit("x");
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
        assertThat(fixture.io.of("/").sockets()).isEmpty();
        fixture.socket().join("r");
        fixture.io.to("r").emit("x");
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
    }

    @Test
    void broadcastThatEndsASlowSocketReachesAllOthers() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(1000)));
        List<MemoryWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(small.join());
            small.socket().join("r");
        }
        clients.get(0).stopReading();
        clients.get(2).stopReading();
        for (int i = 0; i < 3; i++) {
            small.io.to("r").emit("x", "y".repeat(400));
            small.host.lane().crank();
        }
        for (int i : new int[] {1, 3, 4}) {
            for (int k = 0; k < 3; k++) {
                assertThat(clients.get(i).receiveText()).startsWith("42[\"x\"");
            }
        }
        assertThat(small.events.stream().filter("disconnect transport error"::equals))
                .hasSize(2);
    }
}
