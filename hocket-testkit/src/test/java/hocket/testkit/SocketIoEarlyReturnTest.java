package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that come back to their sessions before the server has noticed that they were gone. */
class SocketIoEarlyReturnTest {
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration LATE = Duration.ofMillis(10); // a timer may be late by a 256th

    private final SocketIoFixture fixture =
            new SocketIoFixture(options -> options.connectionStateRecovery(Duration.ofSeconds(60)));
    private final RecoveringClient client = new RecoveringClient(fixture);
    private String sid = "";

    @BeforeEach
    void connect() {
        client.connect("");
        sid = client.sid;
        fixture.io.emit("got");
        client.take();
    }

    /** Its connection is dead, which nobody but the client knows. Returns it. */
    private MemoryWebSocket comeBackEarly() {
        MemoryWebSocket dead = client.webSocket;
        fixture.io.emit("lost");
        fixture.host.lane().crank();
        client.comeBack();
        return dead;
    }

    @Test
    void theFormerConnectionIsAskedAndGivesTheSessionUpIfItDoesNotAnswer() {
        MemoryWebSocket dead = comeBackEarly();
        assertThat(fixture.received(dead)).last().isEqualTo("2");
        fixture.io.emit("lost too");
        fixture.host.advance(PROBE.minusMillis(1));
        client.take();
        assertThat(client.names()).isEmpty();

        fixture.host.advance(LATE);
        client.take();

        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.names()).containsExactly("lost", "lost too");
        assertThat(fixture.socket().isRecovered()).isTrue();
        assertThat(fixture.events).containsExactly("connection", "disconnect ping timeout", "connection");
        assertThat(dead.isOpen()).isFalse();
    }

    @Test
    void aSessionWhoseClientAnswersIsNobodyElses() {
        MemoryWebSocket alive = comeBackEarly();
        alive.send("3");
        client.take();

        assertThat(client.sid).isNotEmpty().isNotEqualTo(sid);
        assertThat(fixture.socket().isRecovered()).isFalse();
        fixture.host.advance(PROBE.multipliedBy(2));
        assertThat(fixture.events).containsExactly("connection", "connection");
        assertThat(alive.isOpen()).isTrue();
    }

    @Test
    void thoseWhoComeWhileItIsAskedDoNotGiveItMoreTime() {
        MemoryWebSocket dead = comeBackEarly();
        fixture.host.advance(PROBE.minusMillis(1));
        RecoveringClient thief = new RecoveringClient(fixture);
        thief.connect("{\"pid\":\"" + client.pid + "\"}");

        fixture.host.advance(LATE);
        client.take();
        thief.take();

        assertThat(fixture.received(dead)).filteredOn("2"::equals).hasSize(1);
        assertThat(client.sid).isEqualTo(sid);
        assertThat(thief.sid).isNotEmpty().isNotEqualTo(sid);
    }

    @Test
    void aPingThatIsOverdueEarlierIsWaitedForNoLonger() {
        fixture.host.advance(Duration.ofSeconds(25 + 19)); // pinged after 25 s, missed after 20 more
        comeBackEarly();

        fixture.host.advance(Duration.ofSeconds(1));
        client.take();

        assertThat(client.sid).isEqualTo(sid);
    }

    @Test
    void allNamespacesOfTheDeadConnectionAreGivenBack() {
        fixture.io.of("/admin");
        client.webSocket.send("40/admin,");
        String connected = fixture.received(client.webSocket).get(0);
        String[] ids = connected.replaceAll("[^:]*:\"([^\"]+)\"[^:]*", "$1 ").split(" ", -1);
        comeBackEarly();
        client.webSocket.send("40/admin,{\"pid\":\"" + ids[1] + "\"}");

        fixture.host.advance(PROBE.plus(LATE));

        assertThat(fixture.received(client.webSocket)).contains(connected);
        assertThat(client.webSocket.isOpen()).isTrue();
    }

    @Test
    void whoLeavesMeanwhileMayComeBackAgain() {
        comeBackEarly();
        client.cut();
        fixture.host.advance(PROBE.plus(LATE));

        client.comeBack();

        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.names()).containsExactly("lost");
    }

    @Test
    void aConnectionThatIsNotReadCannotAnswerAndIsNotAsked() {
        fixture.socket().conn().pauseReading();
        MemoryWebSocket silent = comeBackEarly();

        client.take();

        assertThat(client.sid).isNotEmpty().isNotEqualTo(sid);
        assertThat(fixture.received(silent)).doesNotContain("2");
    }
}
