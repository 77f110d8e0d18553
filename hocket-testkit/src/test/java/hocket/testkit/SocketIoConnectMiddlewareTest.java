package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.core.DisconnectedException;
import hocket.core.Subscription;
import hocket.engine.Handlers;
import hocket.server.ConnectRefusedException;
import hocket.server.DataKey;
import hocket.server.Namespace;
import hocket.server.ParentNamespace;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is asked before a client joins a namespace, and what becomes of the client. */
class SocketIoConnectMiddlewareTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void middlewareIsAskedInTheOrderOfRegistrationBeforeTheConnectionHandlers() {
        fixture.io.use(socket -> fixture.events.add("first " + socket.isConnected()));
        fixture.io.useAsync(socket -> {
            fixture.events.add("second");
            return CompletableFuture.completedFuture("ignored");
        });
        fixture.io.use(socket -> fixture.events.add("third"));
        fixture.join();
        assertThat(fixture.events).containsExactly("first false", "second", "third", "connection");
        assertThat(fixture.socket().isConnected()).isTrue();
    }

    @Test
    void firstRefusalStopsTheChainAndTellsTheClientWhy() {
        fixture.io.use(socket -> {
            throw new ConnectRefusedException("not authorized", Map.of("code", 7));
        });
        fixture.io.use(socket -> fixture.events.add("asked"));
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client))
                .containsExactly("44{\"message\":\"not authorized\",\"data\":{\"code\":7}}");
        assertThat(fixture.events).isEmpty();
        assertThat(fixture.errors).isEmpty();
        assertThat(fixture.io.of("/").sockets()).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void refusalWithoutDataHasNoDataOnTheWire() {
        fixture.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("no");
        });
        MemoryWebSocket client = fixture.open();
        client.send("40/admin,{\"token\":\"x\"}");
        assertThat(fixture.received(client)).containsExactly("44/admin,{\"message\":\"no\"}");
    }

    @Test
    void refusedClientMayAskAgain() {
        fixture.io.use(socket -> {
            if (socket.handshake().authField("token").isEmpty()) {
                throw new ConnectRefusedException("who are you");
            }
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.send("40{\"token\":\"x\"}");
        assertThat(client.receiveText()).startsWith("44");
        assertThat(client.receiveText()).startsWith("40{");
    }

    @Test
    void otherExceptionRefusesWithItsMessageAndGoesToTheErrorHandler() {
        IllegalStateException failure = new IllegalStateException("the database is down");
        fixture.io.use(socket -> {
            throw failure;
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"the database is down\"}");
        assertThat(fixture.errors).containsExactly(failure);
    }

    @Test
    void exceptionWithoutMessageRefusesWithAnEmptyOne() {
        fixture.io.use(socket -> {
            throw new IllegalStateException();
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"\"}");
    }

    @Test
    void errorThatIsNoExceptionRefusesToo() {
        fixture.io.use(socket -> {
            throw new StackOverflowError("of the user");
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"of the user\"}");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void stageThatFailsRefusesWithTheMessageOfItsCause() {
        fixture.io.useAsync(socket -> CompletableFuture.supplyAsync(() -> "x", Runnable::run)
                .thenApply(x -> {
                    throw new IllegalStateException("of the stage");
                }));
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"of the stage\"}");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void dataOfARefusalThatCannotBeEncodedLeavesTheMessage() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        fixture.io.use(socket -> {
            throw new ConnectRefusedException("no", cycle);
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"no\"}");
        assertThat(fixture.errors).hasSize(1).first().isInstanceOf(IllegalArgumentException.class);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void binaryDataOfARefusalLeavesTheMessage() {
        fixture.io.use(socket -> {
            throw new ConnectRefusedException("no", new byte[] {1});
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        assertThat(fixture.received(client)).containsExactly("44{\"message\":\"no\"}");
    }

    @Test
    void middlewareMayJoinRoomsAndKeepDataAndEmitBeforeConnect() {
        DataKey<String> user = DataKey.of("user", String.class);
        fixture.io.use(socket -> {
            socket.join("early");
            socket.data().put(user, "ann");
            socket.emit("welcome", 1);
            assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "early");
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        fixture.io.to("early").emit("room");
        assertThat(fixture.received(client))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("42[\"welcome\",1]"),
                        second -> assertThat(second).startsWith("40{"),
                        third -> assertThat(third).isEqualTo("42[\"room\"]"));
        assertThat(fixture.socket().data().get(user)).isEqualTo("ann");
    }

    @Test
    void socketThatIsBeingAskedAboutIsReachedByNoBroadcast() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.io.useAsync(socket -> {
            socket.join("r");
            return decision;
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        fixture.io.emit("all");
        fixture.io.to("r").emit("room");
        assertThat(fixture.received(client)).isEmpty();
        assertThat(fixture.io.of("/").rooms()).isEmpty();
        decision.complete(null);
        assertThat(fixture.received(client)).hasSize(1).first().asString().startsWith("40{");
        assertThat(fixture.io.of("/").rooms()).containsExactly("r");
    }

    @Test
    void roomsOfARefusedSocketAreNotEntered() {
        List<Socket> asked = new ArrayList<>();
        fixture.io.use(socket -> {
            socket.join("r");
            asked.add(socket);
            throw new ConnectRefusedException("no");
        });
        fixture.open().send("40");
        assertThat(fixture.io.of("/").rooms()).isEmpty();
        assertThat(asked.get(0).rooms()).isEmpty();
        asked.get(0).join("late");
        assertThat(asked.get(0).rooms()).isEmpty();
    }

    @Test
    void acksThatARefusedSocketOwesFail() {
        List<CompletableFuture<Args>> owed = new ArrayList<>();
        fixture.io.use(socket -> {
            owed.add(socket.emitWithAck("who"));
            throw new ConnectRefusedException("no");
        });
        fixture.open().send("40");
        assertThatThrownBy(() -> owed.get(0).join()).hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    void clientThatLeavesWhileItIsAskedAboutIsForgotten() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        List<Socket> asked = new ArrayList<>();
        fixture.io.useAsync(socket -> {
            asked.add(socket);
            return decision;
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.close();
        decision.complete(null);
        fixture.host.lane().crank();
        assertThat(fixture.events).isEmpty();
        assertThat(fixture.io.of("/").sockets()).isEmpty();
        assertThat(asked.get(0).isConnected()).isFalse();
        assertThat(asked.get(0).rooms()).isEmpty();
    }

    @Test
    void refusalOfAClientThatHasLeftIsNotSentButItsErrorIsHeardOf() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.io.useAsync(socket -> decision);
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.close();
        decision.completeExceptionally(new IllegalStateException("too late"));
        assertThat(fixture.received(client)).isEmpty();
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void secondConnectWhileJoiningClosesTheConnection() {
        fixture.io.useAsync(socket -> new CompletableFuture<>());
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.send("40");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void eventWhileJoiningClosesTheConnection() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.io.useAsync(socket -> decision);
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.send("42[\"x\"]");
        assertThat(client.isOpen()).isFalse();
        decision.complete(null);
        fixture.host.lane().crank();
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void disconnectWhileJoiningClosesTheConnection() {
        fixture.io.useAsync(socket -> new CompletableFuture<>());
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.send("41");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void eventWhileJoiningAgainClosesTheConnectionToo() {
        List<CompletableFuture<Void>> decisions = new ArrayList<>();
        fixture.io.useAsync(socket -> {
            decisions.add(new CompletableFuture<>());
            return decisions.get(decisions.size() - 1);
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        decisions.get(0).complete(null);
        fixture.host.lane().crank();
        client.send("41");
        client.send("40");
        client.send("42[\"x\"]");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void otherNamespacesGoOnWhileOneIsBeingJoined() {
        fixture.io.of("/slow").useAsync(socket -> new CompletableFuture<>());
        MemoryWebSocket client = fixture.join();
        client.send("40/slow,");
        fixture.socket().on("x", args -> fixture.events.add("x"));
        client.send("42[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "x");
    }

    @Test
    void middlewareThatNeverDecidesEndsWithTheConnectTimeout() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.connectTimeout(Duration.ofSeconds(5)));
        quick.io.useAsync(socket -> new CompletableFuture<>());
        MemoryWebSocket client = quick.open();
        client.send("40");
        quick.host.advance(Duration.ofMillis(4900));
        assertThat(client.isOpen()).isTrue();
        quick.host.advance(Duration.ofMillis(200));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void refusedClientIsClosedAfterTheConnectTimeoutUnlessItJoinsSomething() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.connectTimeout(Duration.ofSeconds(5)));
        quick.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("no");
        });
        MemoryWebSocket refused = quick.open();
        refused.send("40/admin,");
        MemoryWebSocket joined = quick.open();
        joined.send("40/admin,");
        joined.send("40");
        quick.host.advance(Duration.ofMillis(5100));
        assertThat(refused.isOpen()).isFalse();
        assertThat(joined.isOpen()).isTrue();
    }

    @Test
    void clientThatHasLeftAllNamespacesKeepsItsConnection() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.connectTimeout(Duration.ofSeconds(5)));
        MemoryWebSocket client = quick.join();
        client.send("41");
        quick.host.advance(Duration.ofSeconds(10));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void removedMiddlewareIsAskedNoMore() {
        Subscription subscription = fixture.io.use(socket -> {
            throw new ConnectRefusedException("no");
        });
        subscription.remove();
        fixture.join();
    }

    @Test
    void middlewareAddedWhileAClientIsAskedAboutIsForTheNextOne() {
        fixture.io.use(socket -> {
            if (fixture.events.isEmpty()) {
                fixture.events.add("first");
                fixture.io.use(next -> fixture.events.add("second"));
            }
        });
        fixture.join();
        assertThat(fixture.events).containsExactly("first", "connection");
        fixture.join();
        assertThat(fixture.events).containsExactly("first", "connection", "second", "connection");
    }

    @Test
    void middlewareOfOneNamespaceIsNotAskedForAnother() {
        Namespace admin = fixture.io.of("/admin");
        admin.use(socket -> {
            throw new ConnectRefusedException("no");
        });
        fixture.join();
        assertThat(fixture.events).containsExactly("connection");
    }

    @Test
    void middlewareRunsWhereHandlersRunAndTheClientWaitsForIt() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        pooled.io.use(socket -> pooled.events.add("asked"));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        assertThat(pooled.events).isEmpty();
        assertThat(pooled.received(client)).isEmpty();
        handlers.crank();
        pooled.host.lane().crank();
        handlers.crank();
        assertThat(pooled.events).containsExactly("asked", "connection");
        assertThat(pooled.received(client)).hasSize(1).first().asString().startsWith("40{");
    }

    @Test
    void clientThatLeavesBeforeTheMiddlewareRanOnItsPoolIsForgotten() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        pooled.io.use(socket -> pooled.events.add("asked"));
        MemoryWebSocket client = pooled.open();
        client.send("40");
        client.close();
        handlers.crank();
        pooled.host.lane().crank();
        handlers.crank();
        assertThat(pooled.events).containsExactly("asked");
    }

    @Test
    void decisionOnAnyThreadIsHeardOnTheLane() throws InterruptedException {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.io.useAsync(socket -> decision);
        MemoryWebSocket client = fixture.open();
        client.send("40");
        Thread deciding = new Thread(() -> decision.complete(null));
        deciding.start();
        deciding.join();
        assertThat(client.receive()).isNull();
        assertThat(fixture.received(client)).hasSize(1);
    }

    @Test
    void childGoesWhenItsOnlyClientLeftBeforeAMiddlewareThatNeverDecides() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = clean.io.of(Pattern.compile("^/x"));
        parent.useAsync(socket -> new CompletableFuture<>());
        MemoryWebSocket client = clean.open();
        client.send("40/x1,");
        client.close();
        clean.host.lane().crank();
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void ackOfAMiddlewaresQuestionFailsWhenTheClientLeaves() {
        SocketIoFixture fixture = new SocketIoFixture();
        List<CompletableFuture<Args>> asked = new ArrayList<>();
        fixture.io.useAsync(socket -> {
            asked.add(socket.emitWithAck("who"));
            return asked.get(0);
        });
        MemoryWebSocket client = fixture.open();
        client.send("40");
        client.close();
        fixture.host.lane().crank();
        assertThat(asked.get(0)).isCompletedExceptionally();
    }
}
