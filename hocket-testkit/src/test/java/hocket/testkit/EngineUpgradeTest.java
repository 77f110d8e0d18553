package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineUpgradeTest {
    private final EngineFixture fixture = new EngineFixture(o -> o.pingInterval(Duration.ofSeconds(25)));
    private final MemoryHost host = fixture.host;
    private final String url = fixture.openPolling();

    private MemoryWebSocket probed() {
        MemoryWebSocket webSocket = fixture.offerUpgrade(url);
        webSocket.send("2probe");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        return webSocket;
    }

    @Test
    void probeIsAnsweredAndTheUpgradeMovesTheSession() {
        fixture.echo = true;
        MemoryWebSocket webSocket = probed();
        assertThat(fixture.socket().transportName()).isEqualTo("polling");
        webSocket.send("5");
        assertThat(fixture.socket().transportName()).isEqualTo("websocket");
        assertThat(fixture.socket().isUpgraded()).isTrue();
        webSocket.send("4hello");
        assertThat(webSocket.receiveText()).isEqualTo("4hello");
        assertThat(fixture.events).containsExactly("upgrading", "upgrade", "message hello", "drain");
    }

    @Test
    void pollIsAnsweredWithNoopWhenProbeArrives() {
        MemoryExchange poll = host.get(url);
        probed();
        assertThat(poll.text()).isEqualTo("6");
    }

    @Test
    void pollThatBeginsAfterTheProbeIsAnsweredWithNoopWithinATenthOfASecond() {
        probed();
        MemoryExchange poll = host.get(url);
        assertThat(poll.response()).isNull();
        host.advance(Duration.ofMillis(101));
        assertThat(poll.text()).isEqualTo("6");
        MemoryExchange next = host.get(url);
        host.advance(Duration.ofMillis(101));
        assertThat(next.text()).isEqualTo("6");
    }

    @Test
    void pollThatStillWaitsWhenTheUpgradeComesIsClosed() {
        MemoryWebSocket webSocket = probed();
        MemoryExchange poll = host.get(url);
        webSocket.send("5");
        assertThat(poll.text()).isEqualTo("1");
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
    }

    @Test
    void messagesSentWhileProbingGoOverPolling() {
        probed();
        fixture.socket().send("still polled");
        assertThat(host.get(url).text()).isEqualTo("4still polled");
    }

    @Test
    void messagesQueuedDuringTheUpgradeFollowOverTheWebSocketInOrder() {
        MemoryWebSocket webSocket = probed();
        fixture.socket().send("a");
        fixture.socket().send("b");
        webSocket.send("5");
        assertThat(webSocket.receiveText()).isEqualTo("4a");
        assertThat(webSocket.receiveText()).isEqualTo("4b");
    }

    @Test
    void anyOtherPacketAbandonsTheWebSocketAndPollingGoesOn() {
        for (String packet : new String[] {"4early", "5", "2", "2probe2", "abc", "1"}) {
            MemoryWebSocket webSocket = fixture.offerUpgrade(url);
            webSocket.send(packet);
            assertThat(webSocket.isOpen()).as(packet).isFalse();
        }
        fixture.socket().send("polled");
        assertThat(host.get(url).text()).isEqualTo("4polled");
        assertThat(fixture.socket().isUpgraded()).isFalse();
    }

    @Test
    void brokenProbeLeavesPollingAlone() {
        probed().breakDown();
        MemoryExchange poll = host.get(url);
        host.advance(Duration.ofMillis(500));
        assertThat(poll.response()).isNull();
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
    }

    @Test
    void slowProbeIsClosedAfterTheUpgradeTimeout() {
        MemoryWebSocket webSocket = probed();
        host.advance(Duration.ofMillis(9_900));
        assertThat(webSocket.isOpen()).isTrue();
        host.advance(Duration.ofMillis(200));
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
    }

    @Test
    void secondWebSocketWhileOneProbesIsClosedAndTheFirstGoesOn() {
        MemoryWebSocket first = probed();
        MemoryWebSocket second = fixture.offerUpgrade(url);
        assertThat(second.isOpen()).isFalse();
        first.send("5");
        assertThat(fixture.socket().isUpgraded()).isTrue();
    }

    @Test
    void afterTheUpgradeFurtherConnectionsEndAndTheOwnerIsUnaffected() {
        fixture.echo = true;
        MemoryWebSocket webSocket = probed();
        webSocket.send("5");
        assertThat(host.get(url).text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(host.post(url, "4x").status()).isEqualTo(400);
        assertThat(fixture.offerUpgrade(url).isOpen()).isFalse();
        webSocket.send("4hello");
        assertThat(webSocket.receiveText()).isEqualTo("4hello");
    }

    @Test
    void sessionThatEndsClosesTheProbe() {
        MemoryWebSocket webSocket = probed();
        host.get(url);
        host.post(url, "1");
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("upgrading", "no upgrade: SESSION_CLOSED", "close transport close");
    }

    @Test
    void upgradeOfASessionThatIsClosingEndsBoth() {
        MemoryWebSocket webSocket = probed();
        fixture.socket().close();
        webSocket.send("5");
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("upgrading", "no upgrade: SESSION_CLOSED", "close forced close");
    }

    @Test
    void pongThatIsAwaitedDuringTheUpgradeIsStillAwaited() {
        EngineFixture quick = new EngineFixture();
        String polling = quick.openPolling();
        MemoryWebSocket webSocket = quick.offerUpgrade(polling);
        webSocket.send("2probe");
        quick.host.advance(Duration.ofMillis(302));
        webSocket.send("5");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        quick.host.advance(Duration.ofMillis(202));
        assertThat(quick.events).last().isEqualTo("close ping timeout");
    }

    @Test
    void upgradesAreNotAdvertisedWhereTheyAreNotAllowed() {
        EngineFixture none = new EngineFixture(o -> o.allowUpgrades(false));
        assertThat(none.host.get(EngineFixture.url("transport=polling")).text()).contains("\"upgrades\":[]");
        EngineFixture polling = new EngineFixture(o -> o.transports("polling"));
        assertThat(polling.host.get(EngineFixture.url("transport=polling")).text())
                .contains("\"upgrades\":[]");
    }
}
