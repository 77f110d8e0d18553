package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, when, in which order, and what is not. */
class SocketEmitTest {
    private final List<String> dropped = new ArrayList<>();
    private final Fixture fixture = with(OverflowPolicy.DROP_NEWEST, 40);
    private final Socket socket = fixture.socket();

    private Fixture with(OverflowPolicy policy, int bytes) {
        return Fixture.webSocket(options -> options.maxBufferedBytes(bytes)
                .overflow(policy)
                .listener(new ClientListener() {
                    @Override
                    public void onDropped(String namespace, String event) {
                        dropped.add(namespace + " " + event);
                    }
                }));
    }

    @Test
    void whatIsEmittedOfflineIsSentInOrder() {
        socket.emit("a");
        socket.emit("b", new byte[0]);
        socket.emit("c");
        assertThat(dropped).containsExactly("/ b"); // 46 bytes with its placeholder, and 40 may wait

        assertThat(fixture.connect(socket).received()).containsExactly("42[\"a\"]", "42[\"c\"]");
    }

    @Test
    void theNewestIsDroppedWhenThereIsNoRoom() {
        for (int i = 0; i < 7; i++) { // 8 bytes with the type of the message, each
            socket.emit("e" + i);
        }

        assertThat(dropped).containsExactly("/ e5", "/ e6");
        assertThat(fixture.connect(socket).received()).hasSize(5).startsWith("42[\"e0\"]");
    }

    @Test
    void theOldestAreDroppedIfThatIsThePolicy() {
        Fixture other = with(OverflowPolicy.DROP_OLDEST, 40);
        Socket offline = other.socket();
        for (int i = 0; i < 7; i++) {
            offline.emit("e" + i);
        }

        assertThat(dropped).containsExactly("/ e0", "/ e1");
        assertThat(other.connect(offline).received()).hasSize(5).endsWith("42[\"e6\"]");
    }

    @Test
    void whatCanNeverFitDropsNothingElse() {
        Fixture other = with(OverflowPolicy.DROP_OLDEST, 40);
        Socket offline = other.socket();
        offline.emit("a");
        CompletableFuture<?> answer = offline.emitWithAck("x".repeat(100));

        assertThat(dropped).singleElement().asString().startsWith("/ xxx");
        assertThat(Fixture.errorOf(answer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dropped");
        assertThat(other.connect(offline).received()).containsExactly("42[\"a\"]");
    }

    @Test
    void withoutABufferWhatIsEmittedOfflineIsDroppedAndTheRestIsSent() {
        Fixture other = with(OverflowPolicy.DROP_NEWEST, 0);
        Socket plain = other.socket();
        plain.emit("offline");
        FakeTransport.WebSocket webSocket = other.connect(plain);

        plain.emit("a");
        webSocket.writable = false;
        plain.emit("b");
        webSocket.onWritable();

        assertThat(webSocket.received()).containsExactly("42[\"a\"]", "42[\"b\"]");
        assertThat(dropped).containsExactly("/ offline");
    }

    @Test
    void aServerThatDoesNotReadHasTheRestDropped() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.writable = false;
        for (int i = 0; i < 6; i++) {
            socket.emit("e" + i);
        }

        assertThat(dropped).containsExactly("/ e5");
        webSocket.onWritable();
        assertThat(webSocket.received()).hasSize(5);
    }

    @Test
    void whatLeavesAtOnceMayBeLongerThanWhatMayWait() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        socket.emit("x".repeat(100));

        assertThat(webSocket.received()).hasSize(1);
        assertThat(dropped).isEmpty();
    }

    @Test
    void whatIsVolatileIsDroppedOffline() {
        socket.asVolatile().emit("a");
        CompletableFuture<?> answer = socket.asVolatile().emitWithAck("b");

        assertThat(dropped).containsExactly("/ a", "/ b");
        assertThat(answer).isCompletedExceptionally();
        assertThat(fixture.connect(socket).received()).isEmpty();
    }

    @Test
    void whatIsVolatileIsDroppedWhenThereIsNoRoom() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.writable = false;
        socket.asVolatile().emit("a");
        socket.emit("b");
        webSocket.onWritable();
        socket.asVolatile().emit("c");

        assertThat(webSocket.received()).containsExactly("42[\"b\"]", "42[\"c\"]");
        assertThat(dropped).containsExactly("/ a");
    }

    @Test
    void compressionIsAskedForUnlessUnwanted() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        webSocket.received();
        webSocket.compressed.clear();

        socket.emit("a");
        socket.compress(false).emit("b");
        webSocket.received();

        assertThat(webSocket.compressed).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefused(String name) {
        assertThatThrownBy(() -> socket.emit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + name + "\" is a reserved event name");
        assertThatThrownBy(() -> socket.emitWithAck(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.on(name, () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeEncodedIsTheCallersError() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        assertThatThrownBy(() -> socket.emit("a", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emitWithAck("a", new Object())).isInstanceOf(IllegalArgumentException.class);
        socket.emit("b");

        assertThat(webSocket.received()).containsExactly("42[\"b\"]");
    }

    @Test
    void argumentsAreEncodedBeforeEmitReturns() {
        List<String> list = new ArrayList<>(List.of("before"));
        socket.emit("a", list);
        list.set(0, "after");

        assertThat(fixture.connect(socket).received()).containsExactly("42[\"a\",[\"before\"]]");
    }

    @Test
    @SuppressWarnings("NullAway") // null is an argument like any other
    void anyNumberOfArgumentsIsSent() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        socket.emit("a", 1, "two", null, true);
        socket.send("hi");

        assertThat(webSocket.received()).containsExactly("42[\"a\",1,\"two\",null,true]", "42[\"message\",\"hi\"]");
    }

    @Test
    void whatIsBufferedSurvivesADisconnect() {
        socket.emit("a");
        socket.connect();
        fixture.openSession().closed(1006);
        fixture.advance(java.time.Duration.ofSeconds(1));

        assertThat(fixture.accept(socket).received()).containsExactly("42[\"a\"]");
    }
}
