package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Event;
import hocket.core.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Handlers that are registered once, with a namespace, for the events of all its sockets. */
class SocketIoSharedHandlersTest {
    private final SocketIoFixture fixture = new SocketIoFixture();
    private final List<String> calls = new ArrayList<>();

    @Test
    void eventOfEachSocketReachesTheHandlerWithItsSocket() {
        fixture.io.onEvent("echo", (socket, args, ack) -> socket.emit("echo", args.get(0, String.class)));
        MemoryWebSocket a = fixture.join();
        MemoryWebSocket b = fixture.join();
        a.send("42[\"echo\",\"of a\"]");
        b.send("42[\"echo\",\"of b\"]");
        b.send("42[\"other\"]");
        assertThat(fixture.received(a)).containsExactly("42[\"echo\",\"of a\"]");
        assertThat(fixture.received(b)).containsExactly("42[\"echo\",\"of b\"]");
    }

    @Test
    void argumentIsReadAsTheEventSaysAndTheAckIsAnswered() {
        Event<Integer> half = Event.of("half", Integer.class);
        fixture.io.onEvent(half, (socket, number, ack) -> ack.send(number / 2));
        MemoryWebSocket client = fixture.join();
        client.send("427[\"half\",14]");
        client.send("428[\"half\",\"x\"]");
        List<String> answers = fixture.received(client);
        assertThat(answers.get(0)).isEqualTo("437[7]");
        assertThat(answers.get(1)).startsWith("438[{\"error\":{\"code\":\"invalid_arguments\"");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void handlersOfTheSocketComeFirstAndAllInTheOrderOfRegistration() {
        fixture.io.onEvent("x", (socket, args, ack) -> calls.add("first of all"));
        fixture.io.onEvent("x", (socket, args, ack) -> calls.add("second of all"));
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("x", (args, ack) -> calls.add("of the socket"));
        client.send("42[\"x\"]");
        assertThat(calls).containsExactly("of the socket", "first of all", "second of all");
    }

    @Test
    void oneThatFailsDoesNotKeepTheNextFromBeingCalled() {
        fixture.io.onEvent("x", (socket, args, ack) -> {
            throw new IllegalStateException("of the user");
        });
        fixture.io.onEvent("x", (socket, args, ack) -> calls.add("called"));
        MemoryWebSocket client = fixture.join();
        client.send("421[\"x\"]");
        assertThat(calls).containsExactly("called");
        assertThat(fixture.errors).hasSize(1);
        assertThat(fixture.received(client))
                .singleElement()
                .asString()
                .startsWith("431[{\"error\":{\"code\":\"internal_error\"");
    }

    @Test
    void handlerThatWasTakenBackIsNotCalled() {
        Subscription subscription = fixture.io.onEvent("x", (socket, args, ack) -> calls.add("called"));
        MemoryWebSocket client = fixture.join();
        client.send("42[\"x\"]");
        subscription.remove();
        client.send("42[\"x\"]");
        assertThat(calls).containsExactly("called");
    }

    @Test
    void eachNamespaceHasItsOwnAndChildrenTakeOverThoseOfTheirParent() {
        fixture.io.onEvent("x", (socket, args, ack) -> calls.add("main"));
        fixture.io
                .of(Pattern.compile("^/room-\\d$"))
                .onEvent(
                        "x", (socket, args, ack) -> calls.add(socket.namespace().name()));
        MemoryWebSocket client = fixture.open();
        client.send("40/room-1,");
        client.send("42/room-1,[\"x\"]");
        assertThat(calls).containsExactly("/room-1");
    }
}
