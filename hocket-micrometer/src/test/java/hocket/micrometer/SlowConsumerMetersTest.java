package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.testkit.MemoryWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that read less than they are sent. */
class SlowConsumerMetersTest {
    private static final int LARGE = 2_000_000;

    private final MeteredServer metered = new MeteredServer();

    private void broadcast(int bytes) {
        metered.server.io().emit("x", "y".repeat(bytes));
        metered.server.settle();
    }

    @Test
    void whatWaitsForAllClientsIsShown() {
        MemoryWebSocket slow = metered.join();
        MemoryWebSocket slower = metered.join();
        metered.join();
        assertThat(metered.value("hocket.queue.bytes")).isZero();
        slow.stopReading();
        slower.stopReading();
        broadcast(1000);
        assertThat(metered.value("hocket.queue.bytes")).isBetween(2000.0, 2100.0);
        slow.startReading();
        assertThat(metered.value("hocket.queue.bytes")).isBetween(1000.0, 1050.0);
        slower.breakDown();
        assertThat(metered.value("hocket.queue.bytes")).isZero();
    }

    @Test
    void whatWaitsForTheNextPollIsShown() {
        String url = metered.openPolling();
        metered.host.post(url, "40");
        metered.host.get(url);
        broadcast(1000);
        assertThat(metered.value("hocket.queue.bytes")).isBetween(1000.0, 1050.0);
        metered.host.get(url);
        assertThat(metered.value("hocket.queue.bytes")).isZero();
    }

    @Test
    void clientsWithMoreThanPauseReadingBytesToReadAreShownUntilTheyHaveReadIt() {
        MemoryWebSocket slow = metered.join();
        metered.join();
        slow.stopReading();
        broadcast(1000);
        assertThat(metered.value("hocket.slow.consumers")).isZero();
        broadcast(LARGE);
        assertThat(metered.value("hocket.slow.consumers")).isEqualTo(1);
        slow.startReading();
        assertThat(metered.value("hocket.slow.consumers")).isZero();
    }

    @Test
    void clientsThatExceedMaxOutboundBytesAreCounted() {
        metered.join().stopReading();
        for (int i = 0; i < 9; i++) {
            broadcast(LARGE);
        }
        assertThat(metered.value("hocket.slow.consumers.closed", "limit", "max_outbound_bytes"))
                .isEqualTo(1);
        assertThat(metered.value("hocket.connections", "transport", "websocket"))
                .isZero();
        assertThat(metered.value("hocket.slow.consumers")).isZero();
        assertThat(metered.value("hocket.queue.bytes")).isZero();
    }

    @Test
    void clientsThatTakeNothingForTheWriteTimeoutAreCounted() {
        metered.join().stopReading();
        broadcast(1000);
        metered.host.advance(Duration.ofSeconds(21));
        assertThat(metered.value("hocket.slow.consumers.closed", "limit", "write_timeout"))
                .isEqualTo(1);
        assertThat(metered.value("hocket.slow.consumers.closed", "limit", "max_outbound_bytes"))
                .isZero();
    }
}
