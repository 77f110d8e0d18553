package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.CallException;
import hocket.core.Subscription;
import hocket.engine.Handlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who sees each event of a socket before its handlers, and what it can do to it. */
class SocketIoEventMiddlewareTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void eventPassesAnyHandlersThenMiddlewareThenItsHandlers() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> fixture.events.add("first " + event + args.get(0, int.class)));
        fixture.socket().onAny((event, args) -> fixture.events.add("any " + event));
        fixture.socket().useAsync((event, args) -> {
            fixture.events.add("second");
            return CompletableFuture.completedFuture(null);
        });
        fixture.socket().on("x", args -> fixture.events.add("handler"));
        client.send("42[\"x\",5]");
        assertThat(fixture.events).containsExactly("connection", "any x", "first x5", "second", "handler");
    }

    @Test
    void eventThatIsRefusedReachesNoHandlerAndNoFurtherMiddleware() {
        MemoryWebSocket client = fixture.join();
        IllegalStateException failure = new IllegalStateException("no");
        fixture.socket().use((event, args) -> {
            if (event.equals("bad")) {
                throw failure;
            }
        });
        fixture.socket().use((event, args) -> fixture.events.add("second " + event));
        fixture.socket().on("bad", args -> fixture.events.add("handler"));
        client.send("42[\"bad\"]");
        client.send("42[\"good\"]");
        assertThat(fixture.events).containsExactly("connection", "second good");
        assertThat(fixture.errors).containsExactly(failure);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void ackOfARefusedEventTellsOfAnErrorAndNothingOfTheExceptionInside() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> {
            throw new IllegalStateException("password of the database");
        });
        client.send("423[\"x\"]");
        assertThat(fixture.received(client))
                .containsExactly("433[{\"error\":{\"code\":\"internal_error\",\"message\":\"the handler failed\"}}]");
    }

    @Test
    void callExceptionOfMiddlewareIsTheAck() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> {
            throw new CallException("not_allowed", "not yours", 5);
        });
        client.send("423[\"x\"]");
        assertThat(fixture.received(client))
                .containsExactly("433[{\"error\":{\"code\":\"not_allowed\",\"message\":\"not yours\",\"data\":5}}]");
    }

    @Test
    void errorThatIsNoExceptionIsAnsweredToo() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> {
            throw new StackOverflowError("of the user");
        });
        client.send("423[\"x\"]");
        assertThat(fixture.received(client))
                .containsExactly("433[{\"error\":{\"code\":\"internal_error\",\"message\":\"the handler failed\"}}]");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void laterEventsWaitForMiddlewareThatDecidesLater() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.socket()
                .useAsync((event, args) -> event.equals("slow") ? decision : CompletableFuture.completedFuture(null));
        fixture.socket().on("slow", args -> fixture.events.add("slow"));
        fixture.socket().on("quick", args -> fixture.events.add("quick"));
        client.send("42[\"slow\"]");
        client.send("42[\"quick\"]");
        client.send("41");
        assertThat(fixture.events).containsExactly("connection");
        decision.complete(null);
        fixture.host.lane().crank();
        assertThat(fixture.events)
                .containsExactly("connection", "slow", "quick", "disconnect client namespace disconnect");
    }

    @Test
    void stageThatFailsIsAnsweredAndTheNextEventHasItsTurn() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.socket()
                .useAsync((event, args) -> event.equals("slow") ? decision : CompletableFuture.completedFuture(null));
        fixture.socket().on("slow", args -> fixture.events.add("slow"));
        fixture.socket().on("quick", args -> fixture.events.add("quick"));
        client.send("427[\"slow\"]");
        client.send("42[\"quick\"]");
        decision.completeExceptionally(new CallException("late", "too late"));
        assertThat(fixture.received(client))
                .containsExactly("437[{\"error\":{\"code\":\"late\",\"message\":\"too late\"}}]");
        assertThat(fixture.events).containsExactly("connection", "quick");
    }

    @Test
    void eventThatWaitsForMiddlewareIsDroppedWhenTheServerDisconnectsTheSocket() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.socket().useAsync((event, args) -> decision);
        fixture.socket().on("x", args -> fixture.events.add("x"));
        client.send("42[\"x\"]");
        fixture.socket().disconnect();
        decision.complete(null);
        fixture.host.lane().crank();
        assertThat(fixture.events).containsExactly("connection", "disconnect server namespace disconnect");
    }

    @Test
    void removedMiddlewareSeesNoMoreEvents() {
        MemoryWebSocket client = fixture.join();
        Subscription subscription = fixture.socket().use((event, args) -> fixture.events.add(event));
        client.send("42[\"a\"]");
        subscription.remove();
        client.send("42[\"b\"]");
        assertThat(fixture.events).containsExactly("connection", "a");
    }

    @Test
    void middlewareMayAnswerAndDisconnect() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> {
            fixture.socket().emit("bye");
            fixture.socket().disconnect();
        });
        fixture.socket().on("x", args -> fixture.events.add("x"));
        client.send("42[\"x\"]");
        assertThat(fixture.received(client)).containsExactly("42[\"bye\"]", "41");
        assertThat(fixture.events).containsExactly("connection", "disconnect server namespace disconnect");
    }

    @Test
    void handlersOnAPoolRunOneAtATimeAndTheClientIsSlowedDownWhenTooManyWait() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(
                o -> o.engine(e -> e.handlers(Handlers.pool(handlers)).maxPendingEvents(4)));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        handlers.crank();
        CompletableFuture<Void> decision = new CompletableFuture<>();
        pooled.socket().useAsync((event, args) -> decision);
        pooled.socket().on("x", args -> pooled.events.add("x" + args.get(0, int.class)));
        for (int i = 1; i <= 4; i++) {
            assertThat(client.isPaused()).isFalse();
            client.send("42[\"x\"," + i + "]");
        }
        handlers.crank();
        assertThat(client.isPaused()).isTrue();
        client.send("42[\"x\",5]");
        assertThat(pooled.events).containsExactly("connection");
        decision.complete(null);
        handlers.crank();
        pooled.host.lane().crank();
        handlers.crank();
        assertThat(client.isPaused()).isFalse();
        assertThat(pooled.events).containsExactly("connection", "x1", "x2", "x3", "x4", "x5");
        assertThat(handlers.isIdle()).isTrue();
    }

    @Test
    void callExceptionThatNobodyIsToldOfGoesToTheErrorHandler() {
        SocketIoFixture fixture = new SocketIoFixture();
        MemoryWebSocket client = fixture.join();
        fixture.socket().use((event, args) -> {
            throw new CallException("c", "m");
        });
        client.send("42[\"x\"]");
        assertThat(fixture.errors).hasSize(1);
    }
}
