package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Subscription;
import hocket.engine.Handlers;
import hocket.server.ConnectRefusedException;
import hocket.server.Namespace;
import hocket.server.ParentNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Namespaces that are made when clients ask for them. */
class SocketIoDynamicNamespaceTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    private static CompletableFuture<Boolean> answer(boolean yes) {
        return CompletableFuture.completedFuture(yes);
    }

    /** What the client is told when it asks for that name. */
    private static String ask(SocketIoFixture fixture, MemoryWebSocket client, String name) {
        client.send("40" + name + ",");
        List<String> told = fixture.received(client);
        assertThat(told).hasSize(1);
        return told.get(0).replaceFirst("\"sid\":\"[^\"]+\"", "");
    }

    private String ask(String name) {
        return ask(fixture, fixture.open(), name);
    }

    private List<String> names() {
        return fixture.io.namespaces().stream().map(Namespace::name).sorted().toList();
    }

    @Test
    void clientThatAsksForAMatchingNameHasItMade() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/room-\\d+$"));
        parent.onConnection(socket -> fixture.events.add(socket.namespace().name()));
        assertThat(ask("/room-12")).isEqualTo("40/room-12,{}");
        assertThat(ask("/room-x")).isEqualTo("44/room-x,{\"message\":\"Invalid namespace\"}");
        assertThat(fixture.events).containsExactly("/room-12");
        assertThat(names()).containsExactly("/", "/room-12");
        assertThat(parent.children()).containsExactly(fixture.io.of("/room-12"));
    }

    @Test
    void patternIsLookedForAnywhereInTheNameAsRegExpTestDoes() {
        fixture.io.of(Pattern.compile("room"));
        assertThat(ask("/a-room-b")).isEqualTo("40/a-room-b,{}");
    }

    @Test
    void namedGroupsOfThePatternAreParams() {
        fixture.io.of(Pattern.compile("^/shop-(?<shop>\\w+)(?:-(?<floor>\\d))?\\Q(?<quoted>)\\E?"));
        fixture.io.of(Pattern.compile("^/(?<kind>user)-(?<id>\\d+)$"));
        ask("/user-5");
        Namespace user = fixture.io.of("/user-5");
        assertThat(user.param("kind")).isEqualTo("user");
        assertThat(user.param("id")).isEqualTo("5");
        assertThat(user.param("nope")).isNull();
        assertThat(fixture.io.of("/").param("id")).isNull();
        Namespace shop = fixture.io.of("/shop-a(?<quoted>)");
        assertThat(shop.param("shop")).isEqualTo("a");
        assertThat(shop.param("floor")).isNull();
        assertThat(shop.param("quoted")).isNull();
    }

    @Test
    void matcherSeesTheNameAndWhatTheClientShowed() {
        fixture.io.of((name, handshake) ->
                answer(name.equals("/x") && handshake.authField("token").isPresent()));
        MemoryWebSocket client = fixture.open();
        assertThat(ask(fixture, client, "/x")).isEqualTo("44/x,{\"message\":\"Invalid namespace\"}");
        client.send("40/x,{\"token\":\"t\"}");
        assertThat(client.receiveText()).startsWith("40/x,{\"sid\"");
    }

    @Test
    void matcherMayDecideLaterAndOthersAreServedMeanwhile() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        fixture.io.of((name, handshake) -> decision);
        MemoryWebSocket client = fixture.join();
        client.send("40/later,");
        assertThat(fixture.received(client)).isEmpty();
        fixture.io.emit("x");
        assertThat(fixture.received(client)).containsExactly("42[\"x\"]");
        decision.complete(true);
        assertThat(fixture.received(client)).hasSize(1).first().asString().startsWith("40/later,{");
    }

    @Test
    void clientsThatAskAtTheSameTimeComeIntoTheSameNamespace() {
        List<CompletableFuture<Boolean>> decisions = new ArrayList<>();
        List<String> made = new ArrayList<>();
        fixture.io.onNewNamespace(namespace -> made.add(namespace.name()));
        fixture.io.of((name, handshake) -> {
            decisions.add(new CompletableFuture<>());
            return decisions.get(decisions.size() - 1);
        });
        MemoryWebSocket a = fixture.open();
        MemoryWebSocket b = fixture.open();
        a.send("40/x,");
        b.send("40/x,");
        decisions.get(1).complete(true);
        decisions.get(0).complete(true);
        fixture.host.lane().crank();
        assertThat(made).containsExactly("/x");
        assertThat(fixture.io.of("/x").sockets()).hasSize(2);
    }

    @Test
    void matcherThatThrowsOrFailsSaysNoAndTheNextOneIsAsked() {
        fixture.io.of((name, handshake) -> {
            throw new java.io.IOException("thrown");
        });
        fixture.io.of((name, handshake) -> CompletableFuture.failedFuture(new IllegalStateException("failed")));
        fixture.io.of((name, handshake) -> answer(name.equals("/yes")));
        assertThat(ask("/yes")).isEqualTo("40/yes,{}");
        assertThat(ask("/no")).isEqualTo("44/no,{\"message\":\"Invalid namespace\"}");
        assertThat(fixture.errors).hasSize(4);
    }

    @Test
    void patternThatOverflowsTheStackSaysNo() {
        fixture.io.of(Pattern.compile("^/(a|b)*c$"));
        String name = "/" + "ab".repeat(100_000);
        assertThat(ask(name)).isEqualTo("44" + name + ",{\"message\":\"Invalid namespace\"}");
        assertThat(fixture.errors).hasSize(1).first().isInstanceOf(StackOverflowError.class);
    }

    @Test
    void parentsAreAskedInTheOrderOfRegistrationUntilOneSaysYes() {
        fixture.io.of((name, handshake) -> {
            fixture.events.add("first");
            return answer(false);
        });
        ParentNamespace second = fixture.io.of((name, handshake) -> {
            fixture.events.add("second");
            return answer(true);
        });
        fixture.io.of((name, handshake) -> {
            fixture.events.add("third");
            return answer(true);
        });
        ask("/x");
        assertThat(fixture.events).containsExactly("first", "second");
        assertThat(second.children()).hasSize(1);
    }

    @Test
    void noParentIsAskedForANamespaceThatIsThere() {
        fixture.io.of("/x");
        fixture.io.of((name, handshake) -> {
            fixture.events.add("asked");
            return answer(true);
        });
        assertThat(ask("/x")).isEqualTo("40/x,{}");
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void handlersOfNewNamespacesAreToldOnServerAndParentBeforeTheFirstClientIsIn() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        parent.onNewNamespace(child -> {
            fixture.events.add("parent " + child.name());
            child.onConnection(socket -> fixture.events.add("connected"));
        });
        fixture.io.onNewNamespace(child -> fixture.events.add("server " + child.name()));
        ask("/x1");
        ask("/x1");
        assertThat(fixture.events).containsExactly("parent /x1", "server /x1", "connected", "connected");
    }

    @Test
    void handlerOfNewNamespacesThatThrowsKeepsNobodyOut() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        parent.onNewNamespace(child -> {
            throw new IllegalStateException("of the parent");
        });
        fixture.io.onNewNamespace(child -> {
            throw new IllegalStateException("of the server");
        });
        fixture.io.onNewNamespace(child -> fixture.events.add(child.name()));
        assertThat(ask("/x1")).isEqualTo("40/x1,{}");
        assertThat(fixture.events).containsExactly("/x1");
        assertThat(fixture.errors).extracting(Throwable::getMessage).containsExactly("of the parent", "of the server");
    }

    @Test
    void childrenInheritWhatTheParentHasWhenTheyAreMadeAndNothingLater() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        parent.use(socket -> fixture.events.add("early middleware"));
        Subscription removed = parent.onConnection(socket -> fixture.events.add("removed"));
        removed.remove();
        parent.onConnection(socket -> fixture.events.add("early handler"));
        ask("/x1");
        parent.useAsync(socket -> {
            fixture.events.add("late middleware");
            return answer(true);
        });
        parent.onConnection(socket -> fixture.events.add("late handler"));
        ask("/x1");
        assertThat(fixture.events)
                .containsExactly("early middleware", "early handler", "early middleware", "early handler");
        fixture.events.clear();
        ask("/x2");
        assertThat(fixture.events)
                .containsExactly("early middleware", "late middleware", "early handler", "late handler");
    }

    @Test
    void childMayHaveMiddlewareOfItsOwn() {
        fixture.io.of(Pattern.compile("^/x"));
        fixture.io.of("/x1").use(socket -> {
            throw new ConnectRefusedException("not here");
        });
        assertThat(ask("/x1")).isEqualTo("44/x1,{\"message\":\"not here\"}");
        assertThat(ask("/x2")).isEqualTo("40/x2,{}");
    }

    @Test
    void nameThatMatchesAPatternBecomesItsChildWhenTheServerMakesIt() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/(?<what>x)"));
        parent.onConnection(socket -> fixture.events.add("inherited"));
        Namespace child = fixture.io.of("/x1");
        assertThat(parent.children()).containsExactly(child);
        assertThat(child.param("what")).isEqualTo("x");
        ask("/x1");
        assertThat(fixture.events).containsExactly("inherited");
        assertThat(fixture.io.of("/other")).isNotIn(parent.children());
    }

    @Test
    void namespaceThatWasThereBeforeThePatternIsNoChild() {
        fixture.io.of("/x1");
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        ask("/x1");
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void parentEmitsToAllSocketsOfAllItsChildren() {
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        fixture.io.of("/y");
        MemoryWebSocket a = fixture.open();
        MemoryWebSocket b = fixture.open();
        ask(fixture, a, "/x1");
        ask(fixture, a, "/x2");
        ask(fixture, b, "/y");
        parent.emit("news", 1);
        assertThat(fixture.received(a)).containsExactlyInAnyOrder("42/x1,[\"news\",1]", "42/x2,[\"news\",1]");
        assertThat(fixture.received(b)).isEmpty();
    }

    @Test
    void emptyChildrenStayUnlessTheyAreToBeCleanedUp() {
        fixture.io.of(Pattern.compile("^/x"));
        MemoryWebSocket client = fixture.open();
        ask(fixture, client, "/x1");
        client.send("41/x1,");
        assertThat(names()).containsExactly("/", "/x1");
    }

    @Test
    void childGoesWithItsLastSocketIfThatIsWantedAndIsMadeAnew() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = clean.io.of(Pattern.compile("^/x"));
        parent.onNewNamespace(child -> clean.events.add("made"));
        Namespace fixed = clean.io.of("/fixed");
        MemoryWebSocket a = clean.open();
        MemoryWebSocket b = clean.open();
        ask(clean, a, "/x1");
        ask(clean, b, "/x1");
        ask(clean, a, "/fixed");
        a.close();
        assertThat(clean.io.namespaces()).hasSize(3);
        b.send("41/x1,");
        assertThat(clean.io.namespaces()).containsExactlyInAnyOrder(clean.io.of("/"), fixed);
        assertThat(parent.children()).isEmpty();
        ask(clean, b, "/x1");
        assertThat(clean.events).containsExactly("made", "made");
        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void childGoesAlsoIfItsOnlyClientWasRefused() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = clean.io.of(Pattern.compile("^/x"));
        parent.use(socket -> {
            throw new ConnectRefusedException("no");
        });
        assertThat(ask(clean, clean.open(), "/x1")).isEqualTo("44/x1,{\"message\":\"no\"}");
        assertThat(parent.children()).isEmpty();
        assertThat(clean.io.namespaces()).hasSize(1);
    }

    @Test
    void childStaysWhileSomebodyIsOnTheWay() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        List<CompletableFuture<Void>> decisions = new ArrayList<>();
        ParentNamespace parent = clean.io.of(Pattern.compile("^/x"));
        parent.useAsync(socket -> {
            decisions.add(new CompletableFuture<>());
            return decisions.get(decisions.size() - 1);
        });
        MemoryWebSocket a = clean.open();
        MemoryWebSocket b = clean.open();
        a.send("40/x1,");
        decisions.get(0).complete(null);
        assertThat(clean.received(a)).hasSize(1);
        Namespace child = clean.io.of("/x1");
        b.send("40/x1,");
        a.send("41/x1,");
        assertThat(parent.children()).containsExactly(child);
        decisions.get(1).complete(null);
        assertThat(clean.received(b)).hasSize(1);
        assertThat(clean.io.of("/x1")).isSameAs(child);
        assertThat(child.sockets()).hasSize(1);
        b.close();
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void childGoesWhenItsOnlyClientLeftWhileItWasAskedAbout() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        CompletableFuture<Void> decision = new CompletableFuture<>();
        ParentNamespace parent = clean.io.of(Pattern.compile("^/x"));
        parent.useAsync(socket -> decision);
        MemoryWebSocket client = clean.open();
        client.send("40/x1,");
        client.close();
        decision.complete(null);
        clean.host.lane().crank();
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void clientsBeyondTheLimitOfDynamicNamespacesAreRefused() {
        SocketIoFixture small =
                new SocketIoFixture(o -> o.maxDynamicNamespaces(2).cleanupEmptyChildNamespaces(true));
        small.io.of(Pattern.compile("^/x"));
        MemoryWebSocket client = small.open();
        assertThat(ask(small, client, "/x1")).isEqualTo("40/x1,{}");
        assertThat(ask(small, client, "/x2")).isEqualTo("40/x2,{}");
        assertThat(ask(small, client, "/x3")).isEqualTo("44/x3,{\"message\":\"Invalid namespace\"}");
        assertThat(ask(small, small.open(), "/x2")).isEqualTo("40/x2,{}");
        client.send("41/x1,");
        assertThat(ask(small, client, "/x3")).isEqualTo("40/x3,{}");
    }

    @Test
    void hostileNamesMakeNothing() {
        fixture.io.of(Pattern.compile("^/x\\d$"));
        MemoryWebSocket client = fixture.open();
        for (int i = 0; i < 2000; i++) {
            assertThat(ask(fixture, client, "/n" + i)).startsWith("44/n");
        }
        String name = "/" + "a".repeat(100_000);
        assertThat(ask(fixture, client, name)).isEqualTo("44" + name + ",{\"message\":\"Invalid namespace\"}");
        assertThat(names()).containsExactly("/");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void parentsAreAskedWhereHandlersRun() {
        HandCrank handlers = new HandCrank();
        SocketIoFixture pooled = new SocketIoFixture(o -> o.engine(e -> e.handlers(Handlers.pool(handlers))));
        pooled.io.of((name, handshake) -> {
            pooled.events.add("asked");
            return answer(true);
        });
        MemoryWebSocket client = pooled.open();
        client.send("40/x,");
        assertThat(pooled.events).isEmpty();
        handlers.crank();
        assertThat(pooled.events).containsExactly("asked");
        assertThat(pooled.received(client)).hasSize(1).first().asString().startsWith("40/x,{");
    }

    @Test
    void clientThatLeavesWhileAMatcherDecidesComesIntoNothing() {
        SocketIoFixture clean = new SocketIoFixture(o -> o.cleanupEmptyChildNamespaces(true));
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        clean.io.of((name, handshake) -> decision).onConnection(socket -> clean.events.add("connected"));
        MemoryWebSocket client = clean.open();
        client.send("40/x,");
        client.close();
        decision.complete(true);
        clean.host.lane().crank();
        assertThat(clean.events).isEmpty();
        assertThat(clean.io.namespaces()).hasSize(1);
    }

    @Test
    void reservedNameIsRefusedByAParentWithoutChildren() {
        SocketIoFixture fixture = new SocketIoFixture();
        ParentNamespace parent = fixture.io.of(Pattern.compile("^/x"));
        assertThatThrownBy(() -> parent.emit("connect")).isInstanceOf(IllegalArgumentException.class);
    }
}
