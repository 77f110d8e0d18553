package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The connection that sockets share: opening, sharing, and its events. */
class ManagerTest {
    private final Fixture fixture = Fixture.webSocket().watchManager();
    private final FakeTransport server = fixture.server;
    private final Manager manager = fixture.manager;

    @Test
    void aManagerOpensNothingByItself() {
        manager.socket("/");
        server.lane.crank();

        assertThat(server.webSockets).isEmpty();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void openNeedsNoSocket() {
        CompletableFuture<Void> opened = manager.open();
        FakeTransport.WebSocket webSocket = server.webSocket();
        webSocket.open();
        assertThat(opened).isNotDone();

        webSocket.text(FakeTransport.HANDSHAKE);

        assertThat(opened).isCompleted();
        assertThat(webSocket.received()).isEmpty();
        assertThat(fixture.takeEvents()).containsExactly("open");
    }

    @Test
    void openIsNotTriedAgain() {
        CompletableFuture<Void> opened = manager.open();

        server.webSocket().failed(500, "no");

        assertThat(opened).isCompletedExceptionally();
        assertThat(Fixture.errorOf(opened)).hasCauseInstanceOf(java.io.IOException.class);
        assertThat(fixture.takeEvents()).containsExactly("error websocket error: status 500");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void openWhenOpenIsDoneAtOnce() {
        fixture.connect(fixture.socket());

        CompletableFuture<Void> opened = manager.open();
        server.lane.crank();

        assertThat(opened).isCompleted();
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void openDuringAnOpeningWaitsForIt() {
        CompletableFuture<Void> first = manager.open();
        CompletableFuture<Void> second = manager.open();

        fixture.openSession();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void aSocketThatWantsToBeConnectedMeanwhileHasItTriedAgain() {
        manager.open();
        CompletableFuture<Void> connected = fixture.socket().connect();

        server.webSocket().failed(500, "no");
        assertThat(connected).isNotDone();
        fixture.advance(Duration.ofSeconds(1));

        fixture.accept(manager.socket("/"));
        assertThat(connected).isCompleted();
    }

    @Test
    void aSessionThatWasOpenedAloneIsOpenedAgainWhenItEnds() {
        manager.open();
        fixture.openSession().closed(1006);

        fixture.advance(Duration.ofSeconds(1));

        assertThat(server.webSockets).hasSize(2);
        assertThat(fixture.takeEvents()).containsExactly("open", "close transport close", "reconnect_attempt 1");
    }

    @Test
    void openingTakesNoLongerThanTheTimeout() {
        manager.timeout(Duration.ofSeconds(2));
        CompletableFuture<Void> opened = manager.open();
        server.webSocket().open(); // the handshake is missing

        fixture.advance(Duration.ofMillis(1999));
        assertThat(opened).isNotDone();
        fixture.advance(Duration.ofMillis(1));

        assertThat(Fixture.errorOf(opened))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("timeout");
        assertThat(server.webSocket().aborted).isTrue();
    }

    @Test
    void twoNamespacesShareOneConnection() {
        Socket main = fixture.socket();
        Socket chat = fixture.socket("/chat", SocketOptions.DEFAULT);
        main.connect();
        chat.connect();

        FakeTransport.WebSocket webSocket = fixture.openSession();

        assertThat(webSocket.received()).containsExactlyInAnyOrder("40", "40/chat,");
        webSocket.text("40/chat,{\"sid\":\"c\"}");
        assertThat(chat.id()).isEqualTo("c");
        assertThat(main.isConnected()).isFalse();
        webSocket.text("40{\"sid\":\"m\"}");
        assertThat(main.id()).isEqualTo("m");
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void aNamespaceMayJoinAnOpenConnection() {
        FakeTransport.WebSocket webSocket = fixture.connect(fixture.socket());
        webSocket.received();

        manager.socket("chat").connect();

        assertThat(webSocket.received()).containsExactly("40/chat,");
    }

    @Test
    void eventsGoToTheirNamespace() {
        Socket main = fixture.socket();
        Socket chat = manager.socket("/chat");
        List<String> came = new ArrayList<>();
        main.onAny((event, args) -> came.add("main " + event));
        chat.onAny((event, args) -> came.add("chat " + event));
        FakeTransport.WebSocket webSocket = fixture.connect(main);
        chat.connect();
        webSocket.text("40/chat,{\"sid\":\"c\"}");
        webSocket.received();

        webSocket.text("42/chat,[\"a\"]", "42[\"b\"]", "42/other,[\"c\"]");
        chat.emit("hi", 1);

        assertThat(came).containsExactly("chat a", "main b");
        assertThat(webSocket.received()).containsExactly("42/chat,[\"hi\",1]");
    }

    @Test
    void theSocketOfANamespaceIsTheSameEachTime() {
        assertThat(manager.socket("/chat")).isSameAs(manager.socket("chat")).isNotSameAs(manager.socket("/"));
        assertThat(manager.socket("chat").nsp()).isEqualTo("/chat");
        assertThat(manager.socket("/").io()).isSameAs(manager);
    }

    @Test
    void theConnectionEndsWithItsLastSocket() {
        Socket main = fixture.socket();
        Socket chat = manager.socket("/chat");
        FakeTransport.WebSocket webSocket = fixture.connect(main);
        chat.connect();
        webSocket.text("40/chat,{\"sid\":\"c\"}");
        webSocket.received();

        main.disconnect();
        assertThat(webSocket.received()).containsExactly("41");
        assertThat(webSocket.closing).isFalse();

        chat.disconnect();
        assertThat(webSocket.received()).containsExactly("41/chat,");
        assertThat(webSocket.closing).isTrue();
        webSocket.closed(1000);
        assertThat(server.lane.alarms()).isZero();
        assertThat(fixture.takeEvents())
                .containsExactly("open", "connect", "disconnect io client disconnect", "close forced close");
    }

    @Test
    void aRefusedSocketLeavesTheOthersTheirConnection() {
        Socket main = fixture.socket();
        FakeTransport.WebSocket webSocket = fixture.connect(main);
        fixture.socket("/secret", SocketOptions.DEFAULT).connect();
        server.lane.crank();

        webSocket.text("44/secret,{\"message\":\"no\"}");

        assertThat(main.isConnected()).isTrue();
        assertThat(webSocket.closing).isFalse();
        assertThat(fixture.takeEvents()).containsExactly("open", "connect", "connect_error no");
    }

    @Test
    void pingsAndPacketsAreTold() {
        List<String> told = new ArrayList<>();
        manager.onPing(() -> told.add("ping"));
        manager.onPacket(packet -> told.add(packet.toString()));
        FakeTransport.WebSocket webSocket = fixture.connect(fixture.socket());

        webSocket.text("2", "42[\"a\"]");

        assertThat(told).containsExactly("CONNECT /", "ping", "EVENT / a");
    }

    @Test
    void aHandlerOfTheManagerThatFailsHarmsNoOther() {
        manager.onOpen(() -> {
            throw new IllegalStateException("mine");
        });
        List<String> told = new ArrayList<>();
        manager.onOpen(() -> told.add("open"));

        fixture.connect(fixture.socket());

        assertThat(told).containsExactly("open");
        assertThat(fixture.errors).singleElement().hasToString("java.lang.IllegalStateException: mine");
    }

    @Test
    void aHandlerThatWasTakenBackIsCalledNoMore() {
        List<String> told = new ArrayList<>();
        manager.onPing(() -> told.add("ping")).remove();

        fixture.connect(fixture.socket()).text("2");

        assertThat(told).isEmpty();
    }

    @Test
    void aListenerThatFailsHarmsNothing() {
        Fixture watched = new Fixture(options -> options.upgrade(false).listener(new FailingListener()));
        Socket socket = watched.socket();
        watched.connectOverPolling(socket);

        socket.emit("a");
        watched.server.poll().answer("42[\"b\"]");

        assertThat(watched.server.post().body()).isEqualTo("42[\"a\"]");
        assertThat(watched.server.isPolling()).isTrue();
        assertThat(watched.takeEvents()).containsExactly("connect");
    }

    private static final class FailingListener implements ClientListener {
        @Override
        public void onHandshake(String sid, TransportName transport) {
            throw new IllegalStateException("onHandshake");
        }

        @Override
        public void onPacket(hocket.core.EnginePacket packet) {
            throw new IllegalStateException("onPacket");
        }

        @Override
        public void onPacketCreate(hocket.core.EncodedPacket packet) {
            throw new IllegalStateException("onPacketCreate");
        }

        @Override
        public void onFlush(List<hocket.core.EncodedPacket> packets) {
            throw new IllegalStateException("onFlush");
        }

        @Override
        public void onDrain() {
            throw new IllegalStateException("onDrain");
        }
    }
}
