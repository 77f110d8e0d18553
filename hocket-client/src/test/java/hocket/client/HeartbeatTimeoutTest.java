package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions whose server is silent, and machines that sleep. */
class HeartbeatTimeoutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.socket();
    private final FakeTransport.WebSocket webSocket = fixture.connect(socket);

    HeartbeatTimeoutTest() {
        fixture.takeEvents();
    }

    @Test
    void aServerThatSendsNoPingIsDeadAfterIntervalAndTimeout() {
        fixture.advance(PATIENCE.minusNanos(1));
        assertThat(fixture.takeEvents()).isEmpty();

        fixture.advance(Duration.ofNanos(1));
        assertThat(fixture.takeEvents()).containsExactly("disconnect ping timeout");
        assertThat(webSocket.aborted).isTrue();
    }

    @Test
    void aPingGivesTheWholeTimeAnew() {
        fixture.advance(Duration.ofSeconds(40));
        webSocket.text("2");

        fixture.advance(PATIENCE.minusNanos(1));
        assertThat(fixture.takeEvents()).isEmpty();
        fixture.advance(Duration.ofNanos(1));
        assertThat(fixture.takeEvents()).containsExactly("disconnect ping timeout");
    }

    @Test
    void noOtherPacketGivesMoreTime() {
        fixture.advance(Duration.ofSeconds(40));
        webSocket.text("42[\"a\"]", "6", "3", "5");

        fixture.advance(Duration.ofSeconds(5));

        assertThat(fixture.takeEvents()).containsExactly("disconnect ping timeout");
    }

    @Test
    void thereIsOneTimerHoweverManyPings() {
        int before = fixture.server.lane.alarms();

        for (int i = 0; i < 10; i++) {
            fixture.advance(Duration.ofSeconds(25));
            webSocket.text("2");
        }

        assertThat(fixture.server.lane.alarms()).isEqualTo(before).isEqualTo(1);
    }

    @Test
    void itIsTriedAgainAfterAPingTimeout() {
        fixture.advance(PATIENCE.plusSeconds(1));

        assertThat(fixture.server.webSockets).hasSize(2);
    }

    @Test
    void whatIsEmittedAfterASleepIsKeptForTheNextSession() {
        fixture.server.lane.sleep(Duration.ofHours(1));

        socket.emit("awake");

        assertThat(webSocket.received()).isEmpty();
        assertThat(fixture.takeEvents()).containsExactly("disconnect ping timeout");
        fixture.advance(Duration.ofSeconds(1));
        FakeTransport.WebSocket next = fixture.openSession();
        next.received();
        next.text("40{\"sid\":\"id2\"}");
        assertThat(next.received()).containsExactly("42[\"awake\"]");
    }

    @Test
    void whatIsVolatileIsDroppedAfterASleep() {
        fixture.server.lane.sleep(Duration.ofHours(1));

        socket.asVolatile().emit("awake");

        fixture.advance(Duration.ofSeconds(1));
        FakeTransport.WebSocket next = fixture.accept(socket);
        assertThat(webSocket.received()).isEmpty();
        assertThat(next.received()).isEmpty();
    }

    @Test
    void aPingThatWaitedThroughTheSleepKeepsTheSession() {
        fixture.server.lane.sleep(Duration.ofHours(1));

        webSocket.text("2");
        socket.emit("awake");

        assertThat(webSocket.received()).containsExactly("3", "42[\"awake\"]");
        fixture.advance(Duration.ofSeconds(1)); // the old timer is due
        assertThat(fixture.takeEvents()).isEmpty();
    }

    @Test
    void pollingIsTimedAsWell() {
        Fixture polling = new Fixture();
        polling.connectOverPolling(polling.socket());
        FakeTransport.Call get = polling.server.poll();

        polling.advance(PATIENCE);

        assertThat(polling.takeEvents()).containsExactly("connect", "disconnect ping timeout");
        assertThat(get.cancelled).isTrue();
    }

    @Test
    void anUpgradedSessionIsTimedAsWell() {
        Fixture upgraded = new Fixture();
        upgraded.socket().connect();
        upgraded.openPolling(FakeTransport.HANDSHAKE);
        upgraded.server.post().answer("ok");
        upgraded.server.poll().answer("40{\"sid\":\"id1\"}");
        FakeTransport.WebSocket probe = upgraded.server.webSocket();
        probe.open();
        probe.text("3probe");
        upgraded.server.poll().answer("6");

        upgraded.advance(Duration.ofSeconds(30));
        probe.text("2");
        upgraded.advance(PATIENCE.minusNanos(1));
        assertThat(upgraded.takeEvents()).containsExactly("connect");
        upgraded.advance(Duration.ofNanos(1));

        assertThat(upgraded.takeEvents()).containsExactly("disconnect ping timeout");
    }
}
