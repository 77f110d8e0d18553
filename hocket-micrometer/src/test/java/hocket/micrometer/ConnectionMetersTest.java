package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Admission;
import hocket.engine.CloseReason;
import hocket.engine.HandshakeError;
import hocket.engine.UpgradeFailure;
import hocket.testkit.MemoryWebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections as they are opened, refused, upgraded and closed. */
class ConnectionMetersTest {
    private final MeteredServer metered = new MeteredServer();

    private double open(String transport) {
        return metered.value("hocket.connections", "transport", transport);
    }

    private double opened(String transport) {
        return metered.value("hocket.connections.opened", "transport", transport);
    }

    private double closed(String transport, CloseReason reason) {
        return metered.value(
                "hocket.connections.closed",
                "transport",
                transport,
                "reason",
                reason.name().toLowerCase(Locale.ROOT));
    }

    private double upgrades(String outcome) {
        return metered.value("hocket.upgrades", "outcome", outcome);
    }

    private double upgrades(UpgradeFailure failure) {
        return upgrades(failure.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void openConnectionsAreShownByTransport() {
        metered.openPolling();
        metered.openPolling();
        MemoryWebSocket webSocket = metered.join();
        assertThat(open("polling")).isEqualTo(2);
        assertThat(open("websocket")).isEqualTo(1);
        webSocket.close();
        assertThat(open("websocket")).isZero();
        assertThat(opened("polling")).isEqualTo(2);
        assertThat(opened("websocket")).isEqualTo(1);
    }

    @Test
    void connectionsThatEndAreCountedByReasonAndTransport() {
        metered.join().close();
        metered.join().breakDown();
        metered.join().send("x");
        metered.join();
        metered.host.post(metered.openPolling(), "1");
        metered.openPolling();
        metered.host.advance(Duration.ofMinutes(1));
        metered.join();
        metered.server.io().close();
        metered.server.settle();
        assertThat(closed("websocket", CloseReason.TRANSPORT_CLOSE)).isEqualTo(1);
        assertThat(closed("websocket", CloseReason.TRANSPORT_ERROR)).isEqualTo(1);
        assertThat(closed("websocket", CloseReason.PARSE_ERROR)).isEqualTo(1);
        assertThat(closed("websocket", CloseReason.PING_TIMEOUT)).isEqualTo(1);
        assertThat(closed("websocket", CloseReason.FORCED_CLOSE)).isEqualTo(1);
        assertThat(closed("polling", CloseReason.TRANSPORT_CLOSE)).isEqualTo(1);
        assertThat(closed("polling", CloseReason.PING_TIMEOUT)).isEqualTo(1);
        assertThat(open("polling") + open("websocket")).isZero();
    }

    @Test
    void upgradeMovesAConnectionToTheOtherTransport() {
        MemoryWebSocket webSocket = metered.probe(metered.openPolling());
        assertThat(open("polling")).isEqualTo(1);
        webSocket.send("5");
        assertThat(upgrades("succeeded")).isEqualTo(1);
        assertThat(open("polling")).isZero();
        assertThat(open("websocket")).isEqualTo(1);
        assertThat(opened("websocket")).isZero();
        webSocket.close();
        assertThat(open("websocket")).isZero();
        assertThat(closed("websocket", CloseReason.TRANSPORT_CLOSE)).isEqualTo(1);
    }

    @Test
    void upgradesThatFailAreCountedByTheirOutcome() {
        String url = metered.openPolling();
        metered.probe(url).breakDown();
        metered.probe(url).send("4early");
        metered.probe(url).send("4early");
        metered.probe(url);
        metered.host.advance(Duration.ofSeconds(11));
        metered.probe(url);
        metered.host.post(url, "1");
        metered.host.advance(Duration.ofSeconds(1));
        assertThat(upgrades(UpgradeFailure.CLOSED)).isEqualTo(1);
        assertThat(upgrades(UpgradeFailure.UNEXPECTED_PACKET)).isEqualTo(2);
        assertThat(upgrades(UpgradeFailure.TIMED_OUT)).isEqualTo(1);
        assertThat(upgrades(UpgradeFailure.SESSION_CLOSED)).isEqualTo(1);
        assertThat(upgrades("succeeded")).isZero();
    }

    @Test
    void requestsThatAreRefusedAreCountedByReason() {
        MeteredServer strict = new MeteredServer(
                options -> options.engine(engine -> engine.maxConnections(1)
                        .allowRequest(request -> CompletableFuture.completedFuture(
                                request.query("secret") == null ? Admission.refuse() : Admission.allow()))),
                io -> {});
        strict.host.get("/socket.io/?EIO=4&transport=pigeon");
        strict.host.get(MeteredServer.POLLING + "&sid=nobody");
        strict.host.post(MeteredServer.POLLING, "");
        strict.host.webSocket(MeteredServer.POLLING);
        strict.host.get(MeteredServer.POLLING);
        strict.host.get("/socket.io/?EIO=3&transport=polling&secret=1");
        for (HandshakeError error : HandshakeError.values()) {
            String reason = error.name().toLowerCase(Locale.ROOT);
            assertThat(strict.value("hocket.handshake.failures", "reason", reason))
                    .as(reason)
                    .isEqualTo(1);
        }
        assertThat(strict.value("hocket.handshake.failures", "reason", "unavailable"))
                .isZero();
        strict.host.get(MeteredServer.POLLING + "&secret=1");
        strict.host.get(MeteredServer.POLLING + "&secret=1");
        assertThat(strict.value("hocket.handshake.failures", "reason", "unavailable"))
                .isEqualTo(1);
        assertThat(strict.value("hocket.connections", "transport", "polling")).isEqualTo(1);
    }
}
