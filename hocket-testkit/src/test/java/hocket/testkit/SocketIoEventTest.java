package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and their handlers. */
class SocketIoEventTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void eventsReachTheirHandlersInOrder() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        fixture.socket().on("a", args -> seen.add("first " + args.get(0, int.class)));
        fixture.socket().on("a", args -> seen.add("second " + args.get(0, int.class)));
        client.send("42[\"a\",1]");
        client.send("42[\"b\",2]");
        client.send("42[\"a\",3]");
        client.send("42[7,\"numeric names are strings\"]");
        assertThat(seen).containsExactly("first 1", "second 1", "first 3", "second 3");
    }

    @Test
    void removedHandlerIsCalledNoMore() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        Subscription subscription = fixture.socket().on("a", args -> seen.add("called"));
        client.send("42[\"a\"]");
        subscription.remove();
        client.send("42[\"a\"]");
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatAnInlineHandlerEmitsArrivesInOrder() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("go", args -> {
            fixture.io.emit("first");
            fixture.socket().emit("second");
        });
        client.send("42[\"go\"]");
        assertThat(client.receiveText()).isEqualTo("42[\"first\"]");
        assertThat(client.receiveText()).isEqualTo("42[\"second\"]");
    }

    @Test
    void handlerThatThrowsIsToldAndTheNextOneRuns() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        fixture.socket().on("x", args -> {
            throw new IllegalStateException("of the user");
        });
        fixture.socket().on("x", args -> seen.add("ran"));
        fixture.socket().on("typed", args -> args.get(0, int.class));
        client.send("42[\"x\"]");
        client.send("42[\"typed\",\"no number\"]");
        assertThat(seen).containsExactly("ran");
        assertThat(fixture.errors).hasSize(2);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void connectionHandlerThatThrowsDoesNotStopTheOthers() {
        SocketIoFixture throwing = new SocketIoFixture();
        throwing.io.onConnection(socket -> {
            throw new IllegalStateException("of the user");
        });
        List<String> seen = new ArrayList<>();
        throwing.io.onConnection(socket -> seen.add("second"));
        assertThat(throwing.join().isOpen()).isTrue();
        assertThat(seen).containsExactly("second");
        assertThat(throwing.errors).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesCannotBeEmitted(String name) {
        fixture.join();
        assertThatThrownBy(() -> fixture.socket().emit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + name + "\" is a reserved event name");
        assertThatThrownBy(() -> fixture.io.emit(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argumentsThatCannotBeEncodedFailTheCallerOnly() {
        fixture.join();
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> fixture.socket().emit("x", cycle)).isInstanceOf(IllegalArgumentException.class);
        byte[][] many = new byte[11][1];
        assertThatThrownBy(() -> fixture.socket().emit("x", (Object[]) many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttachments");
    }
}
