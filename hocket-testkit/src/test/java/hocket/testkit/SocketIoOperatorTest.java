package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Event;
import hocket.server.BroadcastOperator;
import hocket.server.RemoteSocket;
import hocket.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What can be done with many sockets at once, and how an adapter is told. */
class SocketIoOperatorTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void eachRefinementIsANewOperator() {
        MemoryWebSocket a = fixture.join();
        fixture.socket().join("r");
        MemoryWebSocket b = fixture.join();
        BroadcastOperator everyone = fixture.io.operator();
        BroadcastOperator room = everyone.to("r");
        BroadcastOperator nobody = room.except("r");
        everyone.emit("all");
        room.emit("room");
        nobody.emit("nobody");
        assertThat(fixture.received(a)).containsExactly("42[\"all\"]", "42[\"room\"]");
        assertThat(fixture.received(b)).containsExactly("42[\"all\"]");
    }

    @Test
    void describedEventsCanBeBroadcast() {
        MemoryWebSocket client = fixture.join();
        fixture.io.local().emit(Event.of("e", Integer.class), 5);
        fixture.io.local().send("s");
        assertThat(fixture.received(client)).containsExactly("42[\"e\",5]", "42[\"message\",\"s\"]");
    }

    @Test
    void socketsBroadcastsLeaveItselfOut() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        MemoryWebSocket b = fixture.join();
        fixture.socket().join("r");
        MemoryWebSocket c = fixture.join();
        socketA.join("r");
        socketA.broadcast().emit("1");
        socketA.to("r").emit("2");
        socketA.in("r").emit("3");
        socketA.except("r").emit("4");
        socketA.local().emit("5");
        socketA.compress(false).to("r").emit("6");
        socketA.to(socketA.id()).emit("never");
        assertThat(fixture.received(a)).isEmpty();
        assertThat(fixture.received(b))
                .containsExactly("42[\"1\"]", "42[\"2\"]", "42[\"3\"]", "42[\"5\"]", "42[\"6\"]");
        assertThat(fixture.received(c)).containsExactly("42[\"1\"]", "42[\"4\"]", "42[\"5\"]");
    }

    @Test
    void fetchSocketsGivesTheLiveSocketsOfThisServer() {
        fixture.join();
        Socket a = fixture.socket();
        a.join("r");
        fixture.join();
        Socket b = fixture.socket();
        CompletableFuture<List<RemoteSocket>> all = fixture.io.fetchSockets();
        CompletableFuture<List<RemoteSocket>> room = fixture.io.to("r").fetchSockets();
        CompletableFuture<List<RemoteSocket>> others = a.broadcast().fetchSockets();
        CompletableFuture<List<RemoteSocket>> none = fixture.io.of("/empty").fetchSockets();
        fixture.host.lane().crank();
        assertThat(all.join()).containsExactlyInAnyOrder(a, b);
        assertThat(room.join()).containsExactly(a);
        assertThat(others.join()).containsExactly(b);
        assertThat(none.join()).isEmpty();
    }

    @Test
    void socketsJoinAndLeaveAreCompletedWhenTheRoomsAreThere() {
        fixture.join();
        Socket a = fixture.socket();
        fixture.join();
        Socket b = fixture.socket();
        CompletableFuture<Void> joined = fixture.io.socketsJoin("r", "s", "r");
        fixture.host.lane().crank();
        assertThat(joined).isCompleted();
        assertThat(a.rooms()).contains("r", "s");
        assertThat(fixture.io.of("/").rooms()).containsExactlyInAnyOrder("r", "s");
        CompletableFuture<Void> left = a.broadcast().socketsLeave("r");
        CompletableFuture<Void> leftToo = fixture.io.in("r").socketsLeave("s", "never joined");
        fixture.host.lane().crank();
        assertThat(left).isCompleted();
        assertThat(leftToo).isCompleted();
        assertThat(a.rooms()).containsExactlyInAnyOrder(a.id(), "r");
        assertThat(b.rooms()).containsExactlyInAnyOrder(b.id(), "s");
    }

    @Test
    void disconnectSocketsEndsNamespacesOrConnections() {
        fixture.io.of("/other");
        MemoryWebSocket a = fixture.join();
        fixture.socket().join("r");
        MemoryWebSocket b = fixture.join();
        b.send("40/other,");
        fixture.received(b);
        CompletableFuture<Void> gone = fixture.io.in("r").disconnectSockets(false);
        assertThat(fixture.received(a)).containsExactly("41");
        assertThat(gone).isCompleted();
        assertThat(a.isOpen()).isTrue();
        gone = fixture.io.disconnectSockets(true);
        assertThat(fixture.received(b)).containsExactlyInAnyOrder("41", "41/other,");
        assertThat(gone).isCompleted();
        assertThat(b.isOpen()).isFalse();
        assertThat(fixture.events)
                .containsExactly(
                        "connection",
                        "connection",
                        "disconnect server namespace disconnect",
                        "disconnect server namespace disconnect");
    }

    @Test
    void broadcastFromAHandlerThatABroadcastCallsMakesNoDuplicates() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        socketA.join("1", "2");
        MemoryWebSocket b = fixture.join();
        Socket socketB = fixture.socket();
        socketB.join("1", "2");
        for (Socket socket : List.of(socketA, socketB)) {
            socket.onAnyOutgoing((event, args) -> {
                if (event.equals("outer")) {
                    fixture.io.emit("inner");
                }
            });
        }
        fixture.io.to("1", "2").emit("outer");
        assertThat(fixture.received(a).stream().filter("42[\"outer\"]"::equals)).hasSize(1);
        assertThat(fixture.received(b).stream().filter("42[\"outer\"]"::equals)).hasSize(1);
    }

    @Test
    void broadcastFromAHandlerThatABroadcastCallsReachesNobodyWhoIsExcepted() {
        MemoryWebSocket a = fixture.join();
        fixture.socket().onAnyOutgoing((event, args) -> {
            if (event.equals("outer")) {
                fixture.io.emit("inner");
            }
        });
        fixture.socket().join("1", "2");
        MemoryWebSocket b = fixture.join();
        fixture.socket().join("1", "2", "not");
        fixture.io.to("1").to("2").except("not").emit("outer");
        assertThat(fixture.received(a)).containsExactly("42[\"outer\"]", "42[\"inner\"]");
        assertThat(fixture.received(b)).containsExactly("42[\"inner\"]");
    }

    @Test
    void disconnectHandlerOfASocketThatABroadcastEndsMayBroadcast() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(1000)));
        List<MemoryWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(small.join());
            small.socket().join("1", "2");
            small.socket().onDisconnect(reason -> small.io.emit("left"));
        }
        clients.get(2).stopReading();
        small.io.emit("fills", "x".repeat(800));
        small.host.lane().crank();
        clients.forEach(MemoryWebSocket::receive);
        small.io.to("1", "2").emit("outer", "x".repeat(800));
        small.host.lane().crank();
        for (int i : new int[] {0, 1, 3}) {
            List<String> came = small.received(clients.get(i));
            assertThat(came).hasSize(2).contains("42[\"left\"]");
            assertThat(came.stream().filter(text -> text.startsWith("42[\"outer\"")))
                    .hasSize(1);
        }
    }
}
