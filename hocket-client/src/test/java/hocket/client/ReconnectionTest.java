package hocket.client;

import static hocket.client.Reconnection.Action.GIVE_UP;
import static hocket.client.Reconnection.Action.NONE;
import static hocket.client.Reconnection.Action.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** State × event. */
class ReconnectionTest {
    private final Backoff backoff = new Backoff(() -> 0);
    private final Reconnection reconnection = new Reconnection(backoff);

    ReconnectionTest() {
        backoff.jitter(0);
        reconnection.onWanted();
    }

    private void runAttempt() {
        assertThat(reconnection.onClosed()).isEqualTo(RETRY);
    }

    @Test
    void aSessionThatCannotBeOpenedIsTriedAgain() {
        assertThat(reconnection.onOpenFailed()).isEqualTo(RETRY);
        assertThat(reconnection.isRunning()).isTrue();
        assertThat(reconnection.attempt()).isEqualTo(1);
        assertThat(reconnection.delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSessionThatEndsIsOpenedAgain() {
        assertThat(reconnection.onOpened()).isZero();

        assertThat(reconnection.onClosed()).isEqualTo(RETRY);
        assertThat(reconnection.attempt()).isEqualTo(1);
    }

    @Test
    void eachAttemptThatFailsPlansTheNext() {
        runAttempt();

        assertThat(reconnection.onOpenFailed()).isEqualTo(RETRY);
        assertThat(reconnection.attempt()).isEqualTo(2);
        assertThat(reconnection.delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(reconnection.onOpenFailed()).isEqualTo(RETRY);
        assertThat(reconnection.delay()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theAttemptThatSucceedsIsToldAndTheCountBeginsAnew() {
        runAttempt();
        reconnection.onOpenFailed();

        assertThat(reconnection.onOpened()).isEqualTo(2);
        assertThat(reconnection.isRunning()).isFalse();
        assertThat(reconnection.attempt()).isZero();
        runAttempt();
        assertThat(reconnection.delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsTriedAfterTheLastAttempt() {
        reconnection.maxAttempts(2);
        runAttempt();
        assertThat(reconnection.onOpenFailed()).isEqualTo(RETRY);

        assertThat(reconnection.onOpenFailed()).isEqualTo(GIVE_UP);
        assertThat(reconnection.isRunning()).isFalse();
        assertThat(reconnection.attempt()).isZero();
    }

    @Test
    void whenDisabledNothingIsTriedAgain() {
        reconnection.enable(false);

        assertThat(reconnection.onOpenFailed()).isEqualTo(NONE);
        assertThat(reconnection.onClosed()).isEqualTo(NONE);
        assertThat(reconnection.isRunning()).isFalse();
    }

    @Test
    void whenUnwantedNothingIsTriedAgain() {
        runAttempt();
        reconnection.onUnwanted();

        assertThat(reconnection.isRunning()).isFalse();
        assertThat(reconnection.attempt()).isZero();
        assertThat(reconnection.onClosed()).isEqualTo(NONE);
        assertThat(reconnection.onOpenFailed()).isEqualTo(NONE);
    }

    @Test
    void whenWantedAnewItIsTriedAgain() {
        reconnection.onUnwanted();
        reconnection.onWanted();

        assertThat(reconnection.onOpenFailed()).isEqualTo(RETRY);
        assertThat(reconnection.attempt()).isEqualTo(1);
    }

    @Test
    void anAttemptThatSucceedsAfterAllWasGivenUpIsNone() {
        runAttempt();
        reconnection.onUnwanted();

        assertThat(reconnection.onOpened()).isZero();
    }
}
