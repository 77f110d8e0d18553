package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a socket comes to be connected (Socket.IO protocol, "Connection to a namespace"). */
class SocketConnectTest {
    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket();

    @Test
    void aSocketThatIsBackBeforeTheAnswerAsksNoSecondTime() {
        Socket other = fixture.manager.socket("/other");
        FakeTransport.WebSocket webSocket = fixture.connect(other);
        CompletableFuture<Void> first = socket.connect();
        assertThat(webSocket.received()).containsExactly("40");

        socket.disconnect();
        CompletableFuture<Void> second = socket.connect();
        assertThat(webSocket.received()).isEmpty();
        assertThat(first).isCompletedExceptionally();

        webSocket.text("40{\"sid\":\"id1\"}");
        assertThat(second).isCompleted();
        assertThat(socket.id()).isEqualTo("id1");
    }

    @Test
    void aSocketThatHasLeftBeforeTheAnswerTellsTheServerThen() {
        Socket other = fixture.manager.socket("/other");
        FakeTransport.WebSocket webSocket = fixture.connect(other);
        var unused = socket.connect();
        socket.disconnect();
        assertThat(webSocket.received()).containsExactly("40");

        webSocket.text("40{\"sid\":\"id1\"}");
        assertThat(webSocket.received()).containsExactly("41");
        assertThat(socket.isConnected()).isFalse();
        assertThat(other.isConnected()).isTrue();
    }

    @Test
    void aRefusedSocketThatWillTryAgainIsActive() {
        SocketOptions patient = SocketOptions.builder()
                .retryRefused((error, refusals) -> Optional.of(Duration.ofSeconds(1)))
                .build();
        Socket refused = fixture.socket("/refused", patient);
        var unused = refused.connect();
        fixture.openSession().text("44/refused,{\"message\":\"not yet\"}");

        assertThat(refused.isActive()).isTrue();
        refused.disconnect();
        fixture.server.lane.crank();
        assertThat(refused.isActive()).isFalse();
    }

    @Test
    void aSocketIsConnectedWhenTheServerSaysSo() {
        CompletableFuture<Void> connected = socket.connect();

        FakeTransport.WebSocket webSocket = fixture.openSession();
        assertThat(webSocket.received()).containsExactly("40");
        assertThat(connected).isNotDone();
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.id()).isNull();
        assertThat(socket.isActive()).isTrue();

        webSocket.text("40{\"sid\":\"id1\"}");
        assertThat(connected).isCompleted();
        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.id()).isEqualTo("id1");
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }

    @Test
    void connectingWhenConnectedIsDoneAtOnce() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        CompletableFuture<Void> again = socket.connect();
        fixture.server.lane.crank();

        assertThat(again).isCompleted();
        assertThat(webSocket.received()).isEmpty();
    }

    @Test
    void connectingTwiceAsksOnce() {
        CompletableFuture<Void> first = socket.connect();
        CompletableFuture<Void> second = socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        assertThat(webSocket.received()).containsExactly("40");

        webSocket.text("40{\"sid\":\"id1\"}");

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void theIdEndsWithTheConnectionAndTheNextHasAnother() {
        fixture.connect(socket).closed(1006);
        assertThat(socket.id()).isNull();

        fixture.advance(Duration.ofSeconds(1));
        fixture.letIn(fixture.openSession(), socket, "{\"sid\":\"id2\"}");

        assertThat(socket.id()).isEqualTo("id2");
    }

    @Test
    void aSocketMayLeaveBeforeItIsLetIn() {
        CompletableFuture<Void> connected = socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();

        socket.disconnect();
        webSocket.text("40{\"sid\":\"id1\"}");

        assertThat(Fixture.errorOf(connected)).isInstanceOf(DisconnectedException.class);
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.isActive()).isFalse();
        assertThat(fixture.takeEvents()).isEmpty();
    }

    @Test
    void aRefusalEndsItWithTheServersError() {
        List<Throwable> errors = new ArrayList<>();
        socket.onConnectError(errors::add);
        CompletableFuture<Void> connected = socket.connect();

        FakeTransport.WebSocket webSocket = fixture.openSession();
        webSocket.text("44{\"message\":\"not authorized\",\"data\":{\"code\":7}}");

        assertThat(Fixture.errorOf(connected)).isInstanceOf(ConnectErrorException.class);
        assertThat(errors).singleElement().isInstanceOfSatisfying(ConnectErrorException.class, error -> {
            assertThat(error).hasMessage("not authorized");
            assertThat(error.data().tree(0)).isEqualTo(Map.of("code", 7));
            assertThat(error.data().json(0)).isEqualTo("{\"code\":7}");
        });
        assertThat(socket.isActive()).isFalse();
        assertThat(webSocket.closing).isTrue();
        webSocket.closed(1000);
        assertThat(fixture.server.lane.alarms()).isZero();
    }

    @Test
    void aRefusalMayBeWithoutData() {
        socket.onConnectError(error ->
                assertThat(((ConnectErrorException) error).data().size()).isZero());
        socket.connect();

        fixture.openSession().text("44{\"message\":\"no\"}");

        assertThat(fixture.takeEvents()).containsExactly("connect_error no");
        assertThat(fixture.errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40{}", "40{\"sid\":7}"})
    void anOldServerIsTold(String answer) {
        CompletableFuture<Void> connected = socket.connect();

        fixture.openSession().text(answer);

        assertThat(Fixture.errorOf(connected)).hasMessageContaining("Socket.IO server in v2.x with a v3.x client");
        assertThat(fixture.takeEvents()).singleElement().asString().contains("migrating-from-2-x-to-3-0");
    }

    @Test
    void eventsThatComeTooEarlyAreDeliveredFirst() {
        List<String> order = new ArrayList<>();
        socket.onAny((event, args) -> order.add(event));
        socket.onAnyOutgoing((event, args) -> order.add("out " + event));
        socket.onConnect(() -> order.add("connect"));
        socket.emit("kept");
        socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        webSocket.received();

        webSocket.text("42[\"early\"]", "42[\"earlier\"]");
        assertThat(order).isEmpty();
        webSocket.text("40{\"sid\":\"id1\"}", "42[\"late\"]");

        assertThat(order).containsExactly("early", "earlier", "out kept", "connect", "late");
        assertThat(webSocket.received()).containsExactly("42[\"kept\"]");
    }

    @Test
    void notMoreEventsComeEarlyThanMayBePending() {
        Fixture narrow = Fixture.webSocket(options -> options.maxPendingEvents(2));
        narrow.socket().connect();
        FakeTransport.WebSocket webSocket = narrow.openSession();

        webSocket.text("42[\"1\"]", "42[\"2\"]");
        assertThat(webSocket.closing).isFalse();
        webSocket.text("42[\"3\"]");

        assertThat(webSocket.closing).isTrue();
    }

    @Test
    void eventsThatCameEarlyEndWithTheirConnection() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));
        socket.connect();
        FakeTransport.WebSocket webSocket = fixture.openSession();
        webSocket.text("42[\"early\"]");
        webSocket.closed(1006);
        fixture.advance(Duration.ofSeconds(1));

        fixture.accept(socket);

        assertThat(came).isEmpty();
    }

    @Test
    void aServerThatConnectsTwiceBreaksTheRules() {
        fixture.connect(socket).text("40{\"sid\":\"id2\"}");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect parse error");
    }

    @Test
    void aSocketThatIsConnectedIsNotRefused() {
        fixture.connect(socket).text("44{\"message\":\"no\"}");

        assertThat(socket.isConnected()).isTrue();
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }

    @Test
    void aHandlerMayDisconnectAtOnce() {
        socket.onConnect(socket::disconnect);

        FakeTransport.WebSocket webSocket = fixture.connect(socket);

        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.state().phase()).isEqualTo(ConnectionState.Phase.DISCONNECTED);
        assertThat(webSocket.received()).containsExactly("41");
    }

    @Test
    void aRefusedSocketTriesAgainIfThePolicySaysSo() {
        List<Integer> refusals = new ArrayList<>();
        int[] tokens = {0};
        Socket retrying = fixture.socket(
                "/retry",
                SocketOptions.builder()
                        .auth(() -> Map.of("token", ++tokens[0]))
                        .retryRefused((error, count) -> {
                            refusals.add(count);
                            return count < 3 ? Optional.of(Duration.ofSeconds(count)) : Optional.empty();
                        })
                        .build());
        CompletableFuture<Void> connected = retrying.connect();
        refuse("40/retry,{\"token\":1}");
        assertThat(retrying.state().phase()).isEqualTo(ConnectionState.Phase.RECONNECTING);
        fixture.advance(Duration.ofMillis(999));
        assertThat(fixture.server.webSockets).hasSize(1);
        fixture.advance(Duration.ofMillis(1));
        refuse("40/retry,{\"token\":2}");
        assertThat(connected).isNotDone();
        fixture.advance(Duration.ofSeconds(2));
        refuse("40/retry,{\"token\":3}");

        assertThat(Fixture.errorOf(connected)).isInstanceOf(ConnectErrorException.class);
        assertThat(refusals).containsExactly(1, 2, 3);
        assertThat(fixture.server.lane.alarms()).isZero();
    }

    private void refuse(String asked) {
        FakeTransport.WebSocket webSocket = fixture.openSession();
        assertThat(webSocket.received()).containsExactly(asked);
        webSocket.text("44/retry,{\"message\":\"expired\"}");
        webSocket.closed(1000);
    }

    @Test
    void aSocketThatLeavesDoesNotTryAgain() {
        Socket retrying = fixture.socket(
                "/retry",
                SocketOptions.builder()
                        .retryRefused((error, count) -> Optional.of(Duration.ofSeconds(1)))
                        .build());
        CompletableFuture<Void> connected = retrying.connect();
        refuse("40/retry,");

        retrying.disconnect();
        fixture.advance(Duration.ofMinutes(1));

        assertThat(fixture.server.webSockets).hasSize(1);
        assertThat(connected).isCompletedExceptionally();
        assertThat(fixture.server.lane.alarms()).isZero();
    }

    @Test
    void aPolicyThatFailsMeansNo() {
        Socket retrying = fixture.socket(
                "/retry",
                SocketOptions.builder()
                        .retryRefused((error, count) -> {
                            throw new IllegalStateException("mine");
                        })
                        .build());
        CompletableFuture<Void> connected = retrying.connect();

        refuse("40/retry,");

        assertThat(Fixture.errorOf(connected)).isInstanceOf(ConnectErrorException.class);
        assertThat(fixture.errors).singleElement().hasToString("java.lang.IllegalStateException: mine");
    }
}
