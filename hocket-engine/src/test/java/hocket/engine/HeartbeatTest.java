package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Revision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final long MS = 1_000_000;

    private final Heartbeat current = new Heartbeat(HeartbeatTimes.of(Revision.V4, INTERVAL, TIMEOUT), 0);
    private final Heartbeat legacy = new Heartbeat(HeartbeatTimes.of(Revision.V3, INTERVAL, TIMEOUT), 0);

    @Test
    void serverPingsAfterTheIntervalAndWaitsForTheTimeout() {
        assertThat(current.deadline()).isEqualTo(300 * MS);
        assertThat(current.onDeadline(299 * MS)).isEqualTo(Heartbeat.Action.WAIT);
        assertThat(current.onDeadline(300 * MS)).isEqualTo(Heartbeat.Action.PING);
        assertThat(current.deadline()).isEqualTo(500 * MS);
        assertThat(current.onDeadline(499 * MS)).isEqualTo(Heartbeat.Action.WAIT);
        assertThat(current.onDeadline(500 * MS)).isEqualTo(Heartbeat.Action.TIMEOUT);
    }

    @Test
    void peerIsTooLateFromTheDeadlineOnUnlessItWasUsWhoCouldNotListen() {
        current.onDeadline(300 * MS);
        assertThat(current.isJustOver(500 * MS - 1)).isFalse();
        assertThat(current.isJustOver(500 * MS)).isTrue();
        assertThat(current.isJustOver(525 * MS)).isTrue();
        assertThat(current.isJustOver(525 * MS + 1)).isFalse();
        assertThat(legacy.isJustOver(500 * MS)).isTrue();
    }

    @Test
    void pingThatIsDueIsNoPeerThatIsLate() {
        assertThat(current.isJustOver(300 * MS)).isFalse();
    }

    @Test
    void pongStartsTheIntervalAnew() {
        current.onDeadline(300 * MS);
        current.onBeat(350 * MS);
        assertThat(current.deadline()).isEqualTo(650 * MS);
        assertThat(current.onDeadline(650 * MS)).isEqualTo(Heartbeat.Action.PING);
    }

    @Test
    void anotherPacketExtendsTheTimeoutOnceForEachPing() {
        current.onDeadline(300 * MS);
        current.onOtherPacket(400 * MS);
        assertThat(current.deadline()).isEqualTo(600 * MS);
        current.onOtherPacket(500 * MS);
        assertThat(current.deadline()).isEqualTo(600 * MS);
        current.onBeat(550 * MS);
        current.onDeadline(850 * MS);
        current.onOtherPacket(900 * MS);
        assertThat(current.deadline()).isEqualTo(1100 * MS);
    }

    @Test
    void otherPacketsDoNotDelayThePing() {
        current.onOtherPacket(100 * MS);
        assertThat(current.deadline()).isEqualTo(300 * MS);
    }

    @Test
    void pingThatLeavesSlightlyLateDoesNotMoveTheTimeout() {
        current.onDeadline(325 * MS);
        assertThat(current.deadline()).isEqualTo(500 * MS);
    }

    @Test
    void pingThatWasHeldUpHereGivesThePeerItsFullTime() {
        current.onDeadline(900 * MS);
        assertThat(current.deadline()).isEqualTo(1100 * MS);
    }

    @Test
    void probeLimitsTheTimeOfTheAnswer() {
        current.onProbe(100 * MS, 50 * MS);
        current.onOtherPacket(120 * MS);
        assertThat(current.deadline()).isEqualTo(150 * MS);
        assertThat(current.onDeadline(150 * MS)).isEqualTo(Heartbeat.Action.TIMEOUT);
    }

    @Test
    void probeThatIsAnsweredStartsTheIntervalAnew() {
        current.onProbe(100 * MS, 50 * MS);
        current.onBeat(140 * MS);
        assertThat(current.deadline()).isEqualTo(440 * MS);
        assertThat(current.onDeadline(440 * MS)).isEqualTo(Heartbeat.Action.PING);
    }

    @Test
    void probeGivesAPingThatIsOutNoMoreTime() {
        current.onDeadline(300 * MS);
        current.onProbe(480 * MS, 50 * MS);
        assertThat(current.deadline()).isEqualTo(500 * MS);
    }

    @Test
    void olderClientMustPingWithinIntervalAndTimeout() {
        assertThat(legacy.deadline()).isEqualTo(500 * MS);
        legacy.onBeat(400 * MS);
        assertThat(legacy.deadline()).isEqualTo(900 * MS);
        assertThat(legacy.onDeadline(899 * MS)).isEqualTo(Heartbeat.Action.WAIT);
        assertThat(legacy.onDeadline(900 * MS)).isEqualTo(Heartbeat.Action.TIMEOUT);
    }

    @Test
    void otherPacketsOfAnOlderClientAreNoPings() {
        legacy.onOtherPacket(400 * MS);
        assertThat(legacy.onDeadline(500 * MS)).isEqualTo(Heartbeat.Action.TIMEOUT);
    }

    @Test
    void peerThatWeDidNotListenToGetsItsTimeAgain() {
        current.onDeadline(300 * MS);
        current.onSilenceOfOurs(500 * MS);
        assertThat(current.deadline()).isEqualTo(700 * MS);
    }
}
