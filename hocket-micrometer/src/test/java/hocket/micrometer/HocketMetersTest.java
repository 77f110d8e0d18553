package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.testkit.MemoryWebSocket;
import hocket.testkit.TestServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which meters there are. */
class HocketMetersTest {
    private static Set<Meter.Id> ids(MeterRegistry registry) {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    @Test
    void whatAClientChoosesMakesNoMeter() {
        MeteredServer metered = new MeteredServer(
                options -> options.engine(engine -> engine.allowEIO3(true)),
                io -> io.of(Pattern.compile("^/n"))
                        .onConnection(socket -> socket.on("join", String.class, room -> socket.join(room))));
        Set<Meter.Id> before = ids(metered.registry);
        MemoryWebSocket client = metered.join();
        for (int i = 0; i < 1000; i++) {
            client.send("42[\"event" + i + "\"]");
            client.send("40/nowhere" + i + ",");
        }
        for (int i = 0; i < 1000; i++) {
            client = i % 90 == 0 ? metered.join() : client; // one may be in 100 namespaces
            client.send("40/n" + i + ",");
            client.send("42/n" + i + ",[\"join\",\"room" + i + "\"]");
        }
        metered.host.get("/socket.io/?EIO=4&transport=made-up");
        metered.host.get("/socket.io/?EIO=3&transport=polling&sid=made-up");
        assertThat(metered.value("hocket.packets.received", "type", "event")).isEqualTo(2000);
        assertThat(metered.value("hocket.connect.refused")).isPositive();
        assertThat(metered.server.io().namespaces()).hasSizeGreaterThan(900);
        assertThat(ids(metered.registry)).isEqualTo(before);
    }

    @Test
    void allMetersAreThereBeforeAnythingHappensAndShowZero() {
        MeteredServer metered = new MeteredServer();
        assertThat(metered.registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.measure())
                        .allSatisfy(measurement -> assertThat(measurement.getValue())
                                .as(meter.getId().toString())
                                .isZero()));
    }

    @Test
    void serversThatShareTheMetersAreAddedUp() {
        MeterRegistry registry = new SimpleMeterRegistry();
        HocketMeters meters = new HocketMeters(registry);
        for (int i = 0; i < 2; i++) {
            MemoryWebSocket client = TestServer.start(options -> options.listener(meters), io -> {})
                    .host()
                    .webSocket("/socket.io/?EIO=4&transport=websocket");
            client.stopReading();
            client.send("40");
        }
        assertThat(registry.get("hocket.sockets").gauge().value()).isEqualTo(2);
        assertThat(registry.get("hocket.queue.bytes").gauge().value()).isEqualTo(64);
    }

    @Test
    void tagsOfTheApplicationTellServersApart() {
        MeterRegistry registry = new SimpleMeterRegistry();
        for (String name : new String[] {"public", "admin"}) {
            HocketMeters meters = new HocketMeters(registry, Tags.of("server", name));
            TestServer server = TestServer.start(options -> options.listener(meters), io -> {});
            server.connect();
            if (name.equals("admin")) {
                server.connect();
            }
        }
        assertThat(registry.get("hocket.sockets")
                        .tag("server", "public")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("hocket.sockets").tag("server", "admin").gauge().value())
                .isEqualTo(2);
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("server")).isNotNull());
    }
}
