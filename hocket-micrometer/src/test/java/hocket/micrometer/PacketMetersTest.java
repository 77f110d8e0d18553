package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.ConnectRefusedException;
import hocket.server.DisconnectReason;
import hocket.server.OverflowPolicy;
import hocket.server.SocketIoServer;
import hocket.testkit.MemoryWebSocket;
import hocket.testkit.TestClient;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sockets, and what goes through them. */
class PacketMetersTest {
    private final MeteredServer metered = new MeteredServer(options -> {}, PacketMetersTest::setUp);

    private static void setUp(SocketIoServer io) {
        io.onConnection(socket -> socket.handle("q", () -> 1));
        io.of("/private").use(socket -> {
            throw new ConnectRefusedException("no");
        });
    }

    private double left(DisconnectReason reason) {
        return metered.value("hocket.sockets.closed", "reason", reason.name().toLowerCase(Locale.ROOT));
    }

    private double received(String type) {
        return metered.value("hocket.packets.received", "type", type);
    }

    private double sent(String type) {
        return metered.value("hocket.packets.sent", "type", type);
    }

    @Test
    void socketsAreCountedAsTheyComeAndGo() {
        TestClient leaving = metered.server.connect();
        TestClient cut = metered.server.connect();
        metered.server.connect();
        assertThat(metered.value("hocket.sockets")).isEqualTo(3);
        leaving.disconnect();
        cut.cut();
        assertThat(metered.value("hocket.sockets")).isEqualTo(1);
        assertThat(metered.value("hocket.sockets.opened")).isEqualTo(3);
        assertThat(left(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT)).isEqualTo(1);
        assertThat(left(DisconnectReason.TRANSPORT_ERROR)).isEqualTo(1);
        metered.server.io().close();
        metered.server.settle();
        assertThat(metered.value("hocket.sockets")).isZero();
        assertThat(left(DisconnectReason.SERVER_SHUTTING_DOWN)).isEqualTo(1);
    }

    @Test
    void clientsThatANamespaceRefusesAreCounted() {
        metered.server.connect("/private");
        metered.server.connect("/nowhere");
        assertThat(metered.value("hocket.connect.refused")).isEqualTo(2);
        assertThat(metered.value("hocket.sockets")).isZero();
    }

    @Test
    void packetsAreCountedByType() {
        TestClient client = metered.server.connect();
        metered.server.connect();
        client.emit("nobody listens");
        assertThat(client.emitWithAck("q")).isCompleted();
        metered.server.io().emit("news");
        metered.server.io().to(client.id()).emit("one");
        metered.server.settle();
        client.disconnect();
        assertThat(received("event")).isEqualTo(2);
        assertThat(received("ack")).isZero();
        assertThat(received("disconnect")).isEqualTo(1);
        assertThat(sent("event")).isEqualTo(3);
        assertThat(sent("ack")).isEqualTo(1);
    }

    @Test
    void answersOfClientsAreCountedAndThoseNobodyWaitsForToo() {
        MemoryWebSocket client = metered.join();
        client.send("430[]");
        assertThat(received("ack")).isEqualTo(1);
        assertThat(metered.value("hocket.acks.unknown")).isEqualTo(1);
    }

    @Test
    void bytesAreCountedBothWays() {
        MemoryWebSocket client = metered.join();
        double receivedBefore = metered.value("hocket.received.bytes");
        double sentBefore = metered.value("hocket.sent.bytes");
        client.send("421[\"q\"]");
        assertThat(client.receiveText()).isEqualTo("431[1]");
        assertThat(metered.value("hocket.received.bytes") - receivedBefore).isEqualTo(8);
        assertThat(metered.value("hocket.sent.bytes") - sentBefore).isEqualTo(6);
    }

    @Test
    void bytesOfPollingAreCountedTheSame() {
        String url = metered.openPolling();
        metered.host.post(url, "40");
        assertThat(metered.host.get(url).text()).startsWith("40{");
        double receivedBefore = metered.value("hocket.received.bytes");
        double sentBefore = metered.value("hocket.sent.bytes");
        metered.host.post(url, "421[\"q\"]");
        assertThat(metered.host.get(url).text()).isEqualTo("431[1]");
        assertThat(metered.value("hocket.received.bytes") - receivedBefore).isEqualTo(8);
        assertThat(metered.value("hocket.sent.bytes") - sentBefore).isEqualTo(6);
    }

    @Test
    void handlersAreTimedTogether() {
        TestClient client = metered.server.connect();
        client.emit("nobody listens");
        client.emit("q");
        Timer timer = metered.registry.get("hocket.handler.time").timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void volatileEventsThatAreDroppedAreCounted() {
        metered.join().stopReading();
        metered.server.io().emit("fills");
        metered.server.settle();
        metered.server.io().asVolatile().emit("x");
        metered.server.settle();
        assertThat(metered.value("hocket.events.dropped", "reason", "volatile")).isEqualTo(1);
        assertThat(metered.value("hocket.events.dropped", "reason", "overflow")).isZero();
    }

    @Test
    void eventsThatAreDroppedForOverflowAreCounted() {
        MeteredServer small = new MeteredServer(
                options -> options.overflow(OverflowPolicy.DROP).engine(engine -> engine.maxOutboundBytes(1000)),
                io -> {});
        small.join().stopReading();
        small.server.io().emit("x", "y".repeat(900));
        small.server.io().emit("x", "y".repeat(900));
        small.server.settle();
        assertThat(small.value("hocket.events.dropped", "reason", "overflow")).isEqualTo(1);
    }
}
