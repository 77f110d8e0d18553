package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Subscription;
import hocket.engine.Handlers;
import hocket.server.Namespace;
import hocket.server.Socket;
import hocket.server.spi.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rooms a socket is in, and who is told. */
class SocketIoRoomTest {
    private final SocketIoFixture fixture = new SocketIoFixture();
    private final Namespace main = fixture.io.of("/");
    private final List<String> told = new ArrayList<>();

    private void listen() {
        main.onRoomEvent(this::tell);
    }

    private void tell(RoomEvent event) {
        String who = event.socketId() == null ? "" : " " + event.socketId();
        told.add(event.type() + " " + event.room() + who);
    }

    @Test
    void socketIsInTheRoomOfItsId() {
        fixture.join();
        assertThat(fixture.socket().rooms()).containsExactly(fixture.socket().id());
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void roomsAreKnownAtOnce() {
        fixture.join();
        Socket socket = fixture.socket();
        socket.join("a", "b");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "a", "b");
        socket.join("b");
        socket.leave("a", "never");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "b");
        fixture.host.lane().crank();
        assertThat(main.rooms()).containsExactly("b");
    }

    @Test
    void roomsAreKnownAtOnceOnOtherThreadsToo() throws InterruptedException {
        fixture.join();
        Socket socket = fixture.socket();
        List<Integer> sizes = new ArrayList<>();
        Thread elsewhere = new Thread(() -> {
            socket.join("a", "b");
            sizes.add(socket.rooms().size());
            socket.leave("a");
            sizes.add(socket.rooms().size());
        });
        elsewhere.start();
        elsewhere.join();
        assertThat(sizes).containsExactly(3, 2);
        assertThat(main.rooms()).isEmpty();
        fixture.host.lane().crank();
        assertThat(main.rooms()).containsExactly("b");
    }

    @Test
    void roomOfTheOwnIdCannotBeLeft() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.leave(socket.id());
        assertThat(socket.rooms()).containsExactly(socket.id());
        fixture.io.to(socket.id()).emit("x");
        assertThat(fixture.received(client)).containsExactly("42[\"x\"]");
    }

    @Test
    void socketMayJoinTheRoomOfAnother() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        MemoryWebSocket b = fixture.join();
        fixture.socket().join(socketA.id());
        fixture.io.to(socketA.id()).emit("x");
        assertThat(fixture.received(a)).containsExactly("42[\"x\"]");
        assertThat(fixture.received(b)).containsExactly("42[\"x\"]");
        a.close();
        fixture.io.to(socketA.id()).emit("y");
        assertThat(fixture.received(b)).containsExactly("42[\"y\"]");
    }

    @Test
    void joinAndLeaveAfterDisconnectDoNothing() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.join("a");
        client.send("41");
        socket.join("b");
        assertThat(socket.rooms()).isEmpty();
        socket.leave("b");
        assertThat(socket.rooms()).isEmpty();
        fixture.host.lane().crank();
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void roomsAreKnownWhileDisconnectingAndGoneAfterwards() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.join("a");
        List<Object> seen = new ArrayList<>();
        socket.onDisconnecting(reason -> seen.add(socket.rooms().size()));
        socket.onDisconnecting(reason -> socket.join("late"));
        socket.onDisconnect(reason -> seen.add(socket.rooms()));
        client.close();
        assertThat(seen).containsExactly(2, java.util.Set.of());
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void broadcastWhileDisconnectingDoesNotReachTheSocketThatGoes() {
        MemoryWebSocket goes = fixture.join();
        Socket socket = fixture.socket();
        socket.join("a");
        MemoryWebSocket stays = fixture.join();
        fixture.socket().join("a");
        socket.onDisconnecting(
                reason -> socket.rooms().forEach(room -> fixture.io.to(room).emit("left", room)));
        goes.send("41");
        assertThat(fixture.received(stays)).containsExactly("42[\"left\",\"a\"]");
        assertThat(fixture.received(goes)).isEmpty();
    }

    @Test
    void roomEventsTellOfOwnRoomsAndOthersInOrder() {
        listen();
        MemoryWebSocket client = fixture.join();
        String a = fixture.socket().id();
        fixture.socket().join("r");
        fixture.host.lane().crank();
        assertThat(told).containsExactly("CREATE " + a, "JOIN " + a + " " + a, "CREATE r", "JOIN r " + a);
        told.clear();
        fixture.join();
        String b = fixture.socket().id();
        fixture.socket().join("r");
        fixture.socket().join("r");
        fixture.host.lane().crank();
        assertThat(told).containsExactly("CREATE " + b, "JOIN " + b + " " + b, "JOIN r " + b);
        told.clear();
        fixture.socket().leave("r");
        fixture.socket().leave("r");
        fixture.host.lane().crank();
        assertThat(told).containsExactly("LEAVE r " + b);
        told.clear();
        client.close();
        assertThat(told)
                .containsExactlyInAnyOrder("LEAVE r " + a, "DELETE r", "LEAVE " + a + " " + a, "DELETE " + a)
                .containsSubsequence("LEAVE r " + a, "DELETE r")
                .containsSubsequence("LEAVE " + a + " " + a, "DELETE " + a);
    }

    @Test
    void roomEventHandlersRunWhereHandlersRunAndMayBeTakenBack() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        Subscription subscription = pooled.io.of("/").onRoomEvent(this::tell);
        pooled.open().send("40");
        assertThat(told).isEmpty();
        handlers.crank();
        assertThat(told).hasSize(2);
        subscription.remove();
        pooled.open().send("40");
        handlers.crank();
        assertThat(told).hasSize(2);
    }

    @Test
    void roomEventHandlerThatThrowsIsTheErrorHandlersAndTheNextOneRuns() {
        main.onRoomEvent(event -> {
            throw new IllegalStateException("of the user");
        });
        listen();
        fixture.join();
        assertThat(told).hasSize(2);
        assertThat(fixture.errors).hasSize(2);
    }

    @Test
    void roomEventHandlerMayJoinAndEmit() {
        MemoryWebSocket client = fixture.join();
        main.onRoomEvent(event -> {
            if (event.room().equals("a") && event.type() == RoomEvent.Type.JOIN) {
                fixture.socket().join("b");
                fixture.io.to("b").emit("x");
            }
        });
        fixture.socket().join("a");
        assertThat(fixture.received(client)).containsExactly("42[\"x\"]");
    }

    @Test
    void roomsOfNamespacesAreApart() {
        Namespace admin = fixture.io.of("/admin");
        List<Socket> sockets = new ArrayList<>();
        admin.onConnection(sockets::add);
        MemoryWebSocket client = fixture.join();
        client.send("40/admin,");
        fixture.received(client);
        sockets.get(0).join("r");
        fixture.io.to("r").emit("main");
        admin.to("r").emit("admin");
        assertThat(fixture.received(client)).containsExactly("42/admin,[\"admin\"]");
        assertThat(main.rooms()).isEmpty();
        assertThat(admin.rooms()).containsExactly("r");
    }
}
