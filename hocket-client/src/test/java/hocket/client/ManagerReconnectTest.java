package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a manager does, and tells, until it is connected again. */
class ManagerReconnectTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Fixture fixture = Fixture.webSocket().watchManager();
    private final FakeTransport server = fixture.server;
    private final Manager manager = fixture.manager;
    private final Socket socket = fixture.socket();

    private void failNow() {
        server.webSocket().failed(0, "refused");
    }

    @Test
    void aSocketIsConnectedAgain() {
        fixture.connect(socket).closed(1006);
        fixture.takeEvents();
        assertThat(socket.isActive()).isTrue();

        fixture.advance(SECOND.minusNanos(1));
        assertThat(server.webSockets).hasSize(1);
        fixture.advance(Duration.ofNanos(1));
        assertThat(server.webSockets).hasSize(2);
        fixture.accept(socket);

        assertThat(fixture.takeEvents()).containsExactly("reconnect_attempt 1", "open", "reconnect 1", "connect");
    }

    @Test
    void theFirstFailureIsTriedAgainToo() {
        CompletableFuture<Void> connected = socket.connect();
        failNow();
        assertThat(fixture.takeEvents()).containsExactly("error websocket error", "connect_error websocket error");

        fixture.advance(SECOND);
        fixture.accept(socket);

        assertThat(connected).isCompleted();
        assertThat(fixture.takeEvents()).containsExactly("reconnect_attempt 1", "open", "reconnect 1", "connect");
    }

    @Test
    void theNextAttemptIsPlannedWhenTheErrorOfTheLastIsTold() {
        int[] alarms = {0};
        manager.onReconnectError(error -> alarms[0] = server.lane.alarms());
        socket.connect();
        failNow();
        fixture.advance(SECOND);
        fixture.takeEvents();

        failNow();

        assertThat(fixture.takeEvents())
                .containsExactly(
                        "error websocket error", "connect_error websocket error", "reconnect_error websocket error");
        assertThat(alarms).containsExactly(1);
    }

    @Test
    void delaysDouble() {
        socket.connect();
        failNow();
        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            int before = server.webSockets.size();
            fixture.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(server.webSockets).hasSize(before);
            fixture.advance(Duration.ofNanos(1));
            assertThat(server.webSockets).hasSize(before + 1);
            failNow();
        }
    }

    @Test
    void delaysBeginAnewAfterASuccess() {
        socket.connect();
        failNow();
        fixture.advance(SECOND);
        failNow();
        fixture.advance(Duration.ofSeconds(2));
        fixture.takeEvents();
        FakeTransport.WebSocket webSocket = fixture.accept(socket);
        assertThat(fixture.takeEvents()).contains("reconnect 2");

        webSocket.closed(1006);
        fixture.advance(SECOND);

        assertThat(fixture.takeEvents()).contains("reconnect_attempt 1");
    }

    @Test
    void theLastAttemptIsTheLast() {
        manager.reconnectionAttempts(2);
        CompletableFuture<Void> connected = socket.connect();
        failNow();
        fixture.advance(SECOND);
        failNow();
        fixture.advance(Duration.ofSeconds(2));
        fixture.takeEvents();
        assertThat(connected).isNotDone();

        failNow();

        assertThat(fixture.takeEvents())
                .containsExactly(
                        "error websocket error",
                        "connect_error websocket error",
                        "reconnect_failed",
                        "reconnect_error websocket error");
        assertThat(Fixture.errorOf(connected)).isInstanceOf(TransportException.class);
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void afterTheLastAttemptASocketMayBeConnectedAnew() {
        manager.reconnectionAttempts(1);
        socket.connect();
        failNow();
        fixture.advance(SECOND);
        failNow();
        assertThat(fixture.takeEvents()).contains("reconnect_failed");

        CompletableFuture<Void> connected = socket.connect();
        fixture.accept(socket);

        assertThat(connected).isCompleted();
    }

    @Test
    void whenOffAFailureIsFinal() {
        manager.reconnection(false);
        CompletableFuture<Void> connected = socket.connect();

        failNow();

        assertThat(fixture.takeEvents()).containsExactly("error websocket error", "connect_error websocket error");
        assertThat(connected).isCompletedExceptionally();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void whenOffASessionThatEndsIsNotOpenedAgain() {
        manager.reconnection(false);
        fixture.connect(socket).closed(1006);

        assertThat(fixture.takeEvents())
                .containsExactly("open", "connect", "close transport close", "disconnect transport close");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void switchingOffEndsAnAttemptThatIsPlanned() {
        CompletableFuture<Void> connected = socket.connect();
        failNow();

        manager.reconnection(false);
        server.lane.crank();

        assertThat(server.lane.alarms()).isZero();
        assertThat(Fixture.errorOf(connected)).isInstanceOf(TransportException.class);
        assertThat(socket.state().phase()).isEqualTo(ConnectionState.Phase.DISCONNECTED);
        fixture.advance(Duration.ofMinutes(1));
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void switchingOffLetsAnAttemptThatIsUnderWayBeTheLast() {
        socket.connect();
        failNow();
        fixture.advance(SECOND);
        fixture.takeEvents();

        manager.reconnection(false);
        failNow();

        assertThat(fixture.takeEvents()).containsExactly("error websocket error", "connect_error websocket error");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void switchedOnAgainItReconnects() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        manager.reconnection(false);
        server.lane.crank();

        assertThat(manager.reconnection(true).reconnection()).isTrue();
        webSocket.closed(1006);
        fixture.advance(SECOND);

        assertThat(server.webSockets).hasSize(2);
    }

    @Test
    void aNetworkThatIsThereAgainIsTriedAtOnce() {
        fixture.connect(socket).closed(1006);
        fixture.takeEvents();

        manager.networkAvailable();
        server.lane.crank();

        assertThat(server.webSockets).hasSize(2);
        assertThat(fixture.takeEvents()).containsExactly("reconnect_attempt 1");
        fixture.accept(socket);
        fixture.advance(Duration.ofSeconds(10));
        assertThat(server.webSockets).hasSize(2);
    }

    @Test
    void aNetworkIsNoReasonToConnectIfNothingIsPlanned() {
        manager.networkAvailable();
        server.lane.crank();
        assertThat(server.webSockets).isEmpty();

        fixture.connect(socket);
        manager.networkAvailable();
        server.lane.crank();
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void aNetworkIsNoReasonForASecondSessionDuringAnAttempt() {
        fixture.connect(socket).closed(1006);
        fixture.advance(SECOND);

        manager.networkAvailable();
        server.lane.crank();

        assertThat(server.webSockets).hasSize(2);
    }

    @Test
    void aSessionThatIsClosedByForceIsOpenedAgain() {
        FakeTransport.WebSocket webSocket = fixture.connect(socket);
        fixture.takeEvents();

        manager.closeEngine();
        server.lane.crank();

        assertThat(webSocket.closing).isTrue();
        assertThat(fixture.takeEvents()).containsExactly("close forced close", "disconnect forced close");
        fixture.advance(SECOND);
        assertThat(server.webSockets).hasSize(2);
    }

    @Test
    void aSocketThatLeavesEndsTheAttempts() {
        CompletableFuture<Void> connected = socket.connect();
        failNow();

        socket.disconnect();
        server.lane.crank();

        assertThat(server.lane.alarms()).isZero();
        assertThat(connected).isCompletedExceptionally();
        fixture.advance(Duration.ofMinutes(1));
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void aSocketThatLeavesDuringAnAttemptCutsIt() {
        socket.connect();
        failNow();
        fixture.advance(SECOND);

        socket.disconnect();
        server.lane.crank();

        assertThat(server.webSocket().aborted).isTrue();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void connectingWhileAnAttemptIsPlannedWaitsForIt() {
        fixture.connect(socket).closed(1006);

        CompletableFuture<Void> connected = socket.connect();
        server.lane.crank();
        assertThat(server.webSockets).hasSize(1);

        fixture.advance(SECOND);
        fixture.accept(socket);
        assertThat(connected).isCompleted();
    }

    @Test
    void settingsMayChangeMeanwhile() {
        manager.reconnectionDelay(Duration.ofMillis(10))
                .reconnectionDelayMax(Duration.ofMillis(15))
                .randomizationFactor(0);
        socket.connect();
        failNow();
        fixture.advance(Duration.ofMillis(10));
        assertThat(server.webSockets).hasSize(2);
        failNow();
        fixture.advance(Duration.ofMillis(15));
        assertThat(server.webSockets).hasSize(3);

        assertThat(manager.reconnectionDelay()).isEqualTo(Duration.ofMillis(10));
        assertThat(manager.reconnectionDelayMax()).isEqualTo(Duration.ofMillis(15));
        assertThat(manager.randomizationFactor()).isZero();
        assertThatThrownBy(() -> manager.reconnectionDelay(SECOND.negated()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aThousandFailuresLeaveNothingBehind() {
        socket.connect();
        for (int i = 0; i < 1000; i++) {
            failNow();
            assertThat(server.lane.alarms()).isEqualTo(1);
            fixture.advance(Duration.ofSeconds(5));
            server.webSockets.subList(0, server.webSockets.size() - 1).clear();
        }
    }
}
