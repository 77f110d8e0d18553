package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users register, and when it is called. */
class SocketHandlersTest {
    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket();
    private final List<String> order = new ArrayList<>();

    @Test
    void handlersAreCalledInTheirOrder() {
        socket.on("a", () -> order.add("1"));
        socket.onAny((event, args) -> order.add("any " + event));
        socket.on("a", args -> order.add("2 " + args.toList()));
        socket.prependAny((event, args) -> order.add("first"));

        fixture.connect(socket).text("42[\"a\",7]", "42[\"b\"]");

        assertThat(order).containsExactly("first", "any a", "1", "2 [7]", "first", "any b");
    }

    @Test
    void outgoingEventsAreToldWhenTheyLeave() {
        socket.onAnyOutgoing((event, args) -> order.add(event + args));
        socket.prependAnyOutgoing((event, args) -> order.add("first"));
        socket.emit("kept", 1);
        assertThat(order).isEmpty();

        fixture.connect(socket);
        socket.emit("a");

        assertThat(order).containsExactly("first", "kept[1]", "first", "a[]");
    }

    @Test
    void onceIsOnce() {
        socket.once("a", args -> order.add("once"));

        fixture.connect(socket).text("42[\"a\"]", "42[\"a\"]");

        assertThat(order).containsExactly("once");
    }

    @Test
    void whatIsTakenBackIsCalledNoMore() {
        Subscription one = socket.on("a", () -> order.add("1"));
        socket.on("a", () -> order.add("2"));
        Subscription any = socket.onAny((event, args) -> order.add("any"));
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        one.remove();
        one.remove();
        any.remove();
        webSocket.text("42[\"a\"]");
        assertThat(order).containsExactly("2");

        socket.off("a");
        webSocket.text("42[\"a\"]");
        assertThat(order).hasSize(1);
    }

    @Test
    void aHandlerThatFailsHarmsNoOther() {
        socket.onAny((event, args) -> {
            throw new IllegalStateException("any");
        });
        socket.on("a", () -> {
            throw new AssertionError("a");
        });
        socket.on("a", () -> order.add("next"));
        socket.onConnect(() -> {
            throw new IllegalStateException("connect");
        });

        fixture.connect(socket).text("42[\"a\"]");

        assertThat(order).containsExactly("next");
        assertThat(fixture.errors).extracting(Throwable::getMessage).containsExactlyInAnyOrder("any", "a", "connect");
        assertThat(socket.isConnected()).isTrue();
    }

    @Test
    void anErrorHandlerThatFailsHarmsNothing() {
        Fixture other = Fixture.webSocket(options -> options.errorHandler((of, error) -> {
            throw new AssertionError("the handler of errors");
        }));
        Socket plain = other.socket();
        plain.on("a", () -> {
            throw new IllegalStateException();
        });
        plain.on("b", () -> order.add("b"));

        other.connect(plain).text("42[\"a\"]", "42[\"b\"]");

        assertThat(order).containsExactly("b");
    }

    @Test
    void errorsAreToldWithTheirSocket() {
        List<Object> sockets = new ArrayList<>();
        Fixture other = Fixture.webSocket(options -> options.errorHandler((of, error) -> sockets.add(of == null)));
        Socket plain = other.socket();
        plain.on("a", () -> {
            throw new IllegalStateException();
        });

        other.connect(plain).text("42[\"a\"]");

        assertThat(sockets).containsExactly(false);
    }

    /** Handlers that run when the test says so. */
    private static final class Slow {
        final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        final Fixture fixture =
                Fixture.webSocket(options -> options.handlers(tasks::add).maxPendingEvents(4));
        final Socket socket = fixture.manager.socket("/");
        final FakeTransport.WebSocket webSocket;

        Slow() {
            socket.connect();
            fixture.server.lane.crank();
            run();
            webSocket = fixture.accept(socket);
            run();
        }

        void run() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
                fixture.server.lane.crank();
            }
        }

        void events(int count) {
            for (int i = 0; i < count; i++) {
                webSocket.text("42[\"a\"]");
            }
        }
    }

    @Test
    void aConnectionIsNotReadWhileItsHandlersDoNotKeepUp() {
        Slow slow = new Slow();
        slow.socket.on("a", () -> order.add("a"));
        slow.events(3);
        assertThat(slow.webSocket.paused).isFalse();

        slow.events(1);
        assertThat(slow.webSocket.paused).isTrue();

        slow.run();
        assertThat(slow.webSocket.paused).isFalse();
        assertThat(order).hasSize(4);
    }

    @Test
    void itIsReadAgainWhateverElseWaited() {
        Slow slow = new Slow();
        slow.socket.onAnyOutgoing((event, args) -> order.add("out"));
        slow.events(2);
        slow.socket.emit("x");
        slow.events(2);
        slow.socket.emit("x");
        slow.socket.emit("x");
        slow.socket.emit("x");
        assertThat(slow.webSocket.paused).isTrue();

        slow.run();

        assertThat(slow.webSocket.paused).isFalse();
    }

    @Test
    void twoSlowSocketsAreBothWaitedFor() {
        Slow slow = new Slow();
        Socket other = slow.fixture.manager.socket("/x");
        other.connect();
        slow.fixture.server.lane.crank();
        slow.webSocket.text("40/x,{\"sid\":\"x\"}");
        slow.run();
        slow.events(4);
        for (int i = 0; i < 4; i++) {
            slow.webSocket.text("42/x,[\"a\"]");
        }
        assertThat(slow.webSocket.paused).isTrue();

        slow.tasks.remove().run();
        slow.fixture.server.lane.crank();
        assertThat(slow.webSocket.paused).isTrue();

        slow.run();
        assertThat(slow.webSocket.paused).isFalse();
    }
}
