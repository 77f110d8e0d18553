package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.AckEventHandler;
import hocket.core.Subscription;
import hocket.engine.Handlers;
import hocket.server.DataKey;
import hocket.server.Socket;
import hocket.server.SocketData;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** In which order what users registered is called, and what a socket keeps for them. */
class SocketIoHandlersTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void connectionHandlersAreCalledInOrderWhenTheClientHasBeenTold() {
        fixture.io.onConnection(socket -> fixture.events.add("second " + socket.isConnected()));
        Subscription removed = fixture.io.onConnection(socket -> fixture.events.add("removed"));
        removed.remove();
        fixture.io.onConnection(socket -> socket.emit("hello"));
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.events).containsExactly("connection", "second true");
        assertThat(client.receiveText()).startsWith("40{");
        assertThat(client.receiveText()).isEqualTo("42[\"hello\"]");
    }

    @Test
    void connectionHandlersComeBeforeAnyEventOfTheSocket() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        pooled.io.onConnection(socket -> socket.on("x", args -> pooled.events.add("x")));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        assertThat(client.receiveText()).startsWith("40{");
        client.send("42[\"x\"]");
        client.close();
        assertThat(pooled.events).isEmpty();
        handlers.crank();
        assertThat(pooled.events).containsExactly("connection", "x", "disconnect transport close");
    }

    @Test
    void handlersOfOneSocketDoNotWaitForThoseOfAnother() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        MemoryWebSocket a = pooled.open();
        a.send("40");
        handlers.crank();
        Socket socketA = pooled.socket();
        MemoryWebSocket b = pooled.open();
        b.send("40");
        handlers.crank();
        Socket socketB = pooled.socket();
        socketA.on("x", args -> pooled.events.add("a"));
        socketB.on("x", args -> pooled.events.add("b"));
        b.send("42[\"x\"]");
        a.send("42[\"x\"]");
        handlers.step();
        assertThat(pooled.events).endsWith("b");
        handlers.step();
        assertThat(pooled.events).endsWith("b", "a");
        assertThat(handlers.isIdle()).isTrue();
    }

    @Test
    void handlerAddedByAHandlerIsCalledFromTheNextEventOn() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        socket.once("x", args -> socket.on("x", next -> fixture.events.add("added")));
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("connection");
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "added");
    }

    @Test
    void handlerThatRemovesItselfDoesNotKeepTheNextFromBeingCalled() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        List<Subscription> itself = new ArrayList<>();
        itself.add(socket.on("x", args -> {
            fixture.events.add("once");
            itself.get(0).remove();
        }));
        socket.on("x", args -> fixture.events.add("next"));
        client.send("42[\"x\"]");
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "once", "next", "next");
    }

    @Test
    void handlerThatIsRegisteredTwiceIsCalledTwiceAndEachRegistrationIsTakenBackByItself() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        AckEventHandler same = (args, ack) -> fixture.events.add("same");
        Subscription first = socket.on("x", same);
        socket.on("x", args -> fixture.events.add("between"));
        Subscription last = socket.on("x", same);
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "same", "between", "same");
        fixture.events.clear();
        last.remove();
        last.remove();
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("same", "between");
        fixture.events.clear();
        first.remove();
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("between");
    }

    @Test
    void offTakesBackAllHandlersOfThatEventAlsoThoseForTheNextOneOnly() {
        MemoryWebSocket client = fixture.join();
        Socket socket = fixture.socket();
        Subscription taken = socket.on("x", args -> fixture.events.add("x"));
        socket.once("x", args -> fixture.events.add("once"));
        socket.on("y", args -> fixture.events.add("y"));
        socket.off("x");
        taken.remove();
        socket.off("z");
        client.send("42[\"x\"]");
        client.send("42[\"y\"]");
        assertThat(fixture.events).containsExactly("connection", "y");
        Subscription never = socket.once("y", args -> fixture.events.add("once"));
        never.remove();
        client.send("42[\"y\"]");
        assertThat(fixture.events).containsExactly("connection", "y", "y");
    }

    @Test
    void eventThatCausesItselfDoesNotNest() {
        MemoryWebSocket client = fixture.join();
        int[] depth = new int[1];
        fixture.socket().on("x", args -> {
            assertThat(++depth[0]).isEqualTo(1);
            if (fixture.events.size() < 5) {
                fixture.events.add("x");
                client.send("42[\"x\"]");
            }
            depth[0]--;
        });
        client.send("42[\"x\"]");
        assertThat(fixture.events).hasSize(5);
        assertThat(fixture.errors).isEmpty();
    }

    @Test
    void dataIsKeptByNameAndType() {
        DataKey<String> name = DataKey.of("name", String.class);
        DataKey<Integer> count = DataKey.of("count", int.class);
        fixture.join();
        SocketData data = fixture.socket().data();
        assertThat(data.find(name)).isEmpty();
        assertThatThrownBy(() -> data.get(name)).isInstanceOf(NoSuchElementException.class);
        data.put(name, "ann");
        data.put(count, 1);
        data.put(count, 2);
        assertThat(data.get(name)).isEqualTo("ann");
        assertThat(data.get(count)).isEqualTo(2);
        assertThatThrownBy(() -> data.get(DataKey.of("name", Integer.class))).isInstanceOf(ClassCastException.class);
        assertThat(fixture.socket().dataTree()).containsEntry("name", "ann").containsEntry("count", 2);
        data.remove(name);
        assertThat(data.find(name)).isEmpty();
    }

    @Test
    void everySocketOfAConnectionHasItsOwnHandlersAndData() {
        DataKey<String> key = DataKey.of("k", String.class);
        List<Socket> admins = new ArrayList<>();
        fixture.io.of("/admin").onConnection(admins::add);
        MemoryWebSocket client = fixture.join();
        client.send("40/admin,");
        fixture.socket().data().put(key, "main");
        fixture.socket().on("x", args -> fixture.events.add("main"));
        admins.get(0).on("x", args -> fixture.events.add("admin"));
        client.send("42/admin,[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "admin");
        assertThat(admins.get(0).data().find(key)).isEmpty();
        assertThat(admins.get(0).conn()).isSameAs(fixture.socket().conn());
        assertThat(admins.get(0).id()).isNotEqualTo(fixture.socket().id());
    }
}
