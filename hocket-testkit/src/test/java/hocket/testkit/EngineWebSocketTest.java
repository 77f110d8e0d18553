package hocket.testkit;

import static hocket.testkit.EngineFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Frame;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.engine.Handlers;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.WebSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineWebSocketTest {
    private final EngineFixture fixture = new EngineFixture();
    private final MemoryHost host = fixture.host;

    @Test
    void handshakeIsTheFirstFrameAndOffersNoUpgrade() {
        MemoryWebSocket webSocket = host.webSocket(url("transport=websocket"));
        assertThat(webSocket.receiveText()).contains("\"upgrades\":[]", "\"maxPayload\":1000000");
        assertThat(webSocket.responseHeaders().get("X-Initial")).isEqualTo("yes");
        assertThat(webSocket.responseHeaders().get("X-Every")).isEqualTo("yes");
        assertThat(webSocket.responseHeaders().get("Set-Cookie")).isNull();
    }

    @Test
    void textAndBinaryAreEchoed() {
        fixture.echo = true;
        MemoryWebSocket webSocket = fixture.openWebSocket();
        webSocket.send("4hello");
        assertThat(webSocket.receiveText()).isEqualTo("4hello");
        webSocket.send(new byte[] {1, 2, 3, 4});
        Frame binary = webSocket.receive();
        assertThat(binary.isBinary()).isTrue();
        assertThat(binary.payload().toByteArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void base64ClientGetsBinaryAsText() {
        fixture.echo = true;
        MemoryWebSocket webSocket = host.webSocket(url("transport=websocket&b64=1"));
        webSocket.receive();
        webSocket.send("bAQIDBA==");
        assertThat(webSocket.receiveText()).isEqualTo("bAQIDBA==");
        assertThat(fixture.events).contains("binary \u0001\u0002\u0003\u0004");
    }

    @Test
    void initialPacketIsAFrameOfItsOwn() {
        EngineFixture other = new EngineFixture(o -> o.initialPacket(EngineMessage.binary(new byte[] {7})));
        MemoryWebSocket webSocket = other.openWebSocket();
        assertThat(webSocket.receive().payload().toByteArray()).containsExactly(7);
    }

    @Test
    void malformedMessageEndsTheSession() {
        for (String message : new String[] {"abc", "", "7", "bnot base64!"}) {
            fixture.events.clear();
            MemoryWebSocket webSocket = fixture.openWebSocket();
            webSocket.send(message);
            assertThat(fixture.events).hasSize(1).first().asString().startsWith("close parse error");
            assertThat(webSocket.closeStatus()).hasValue(WebSocketChannel.NO_STATUS);
        }
    }

    @Test
    void closePacketEndsTheSession() {
        MemoryWebSocket webSocket = fixture.openWebSocket();
        webSocket.send("1");
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("close transport close");
    }

    @Test
    void unsolicitedPacketsAreIgnored() {
        MemoryWebSocket webSocket = fixture.openWebSocket();
        for (String packet : new String[] {"3", "6", "0", "5"}) {
            webSocket.send(packet);
        }
        webSocket.send("4still there");
        assertThat(fixture.events).containsExactly("heartbeat", "message still there");
    }

    @Test
    void pingOfAClientIsTheWrongDirection() {
        MemoryWebSocket webSocket = fixture.openWebSocket();
        webSocket.send("2probe");
        assertThat(fixture.events).containsExactly("close transport error: invalid heartbeat direction");
        assertThat(webSocket.isOpen()).isFalse();
    }

    @Test
    void heartbeatGoesOn() {
        MemoryWebSocket webSocket = fixture.openWebSocket();
        for (int i = 0; i < 3; i++) {
            host.advance(Duration.ofMillis(302));
            assertThat(webSocket.receiveText()).isEqualTo("2");
            webSocket.send("3");
        }
        assertThat(fixture.events).doesNotContain("close ping timeout").contains("heartbeat");
    }

    @Test
    void silentClientTimesOutExactly() {
        fixture.openWebSocket();
        host.advance(Duration.ofMillis(499));
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
        host.advance(Duration.ofMillis(4));
        assertThat(fixture.events).last().isEqualTo("close ping timeout");
    }

    @Test
    void clientThatClosesOrBreaksEndsTheSession() {
        fixture.openWebSocket().close();
        assertThat(fixture.events).containsExactly("close transport close");
        fixture.events.clear();
        fixture.openWebSocket().breakDown();
        assertThat(fixture.events).containsExactly("close transport error: connection reset");
    }

    @Test
    void closingHereSendsWhatIsQueuedFirst() {
        MemoryWebSocket webSocket = fixture.openWebSocket();
        fixture.socket().send("last words");
        fixture.socket().close();
        host.lane().crank();
        assertThat(webSocket.receiveText()).isEqualTo("4last words");
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("drain", "close forced close");
    }

    @Test
    void secondConnectionWithTheIdOfAWebSocketSessionIsRefusedAndTheOwnerUnaffected() {
        fixture.echo = true;
        MemoryWebSocket owner = fixture.openWebSocket();
        String sid = fixture.socket().id();
        MemoryWebSocket thief = host.webSocket(url("transport=websocket&sid=" + sid));
        assertThat(thief.rejection().status()).isEqualTo(400);
        assertThat(thief.rejection().body().utf8()).isEqualTo("Bad request");
        MemoryExchange poll = host.get(url("transport=polling&sid=" + sid));
        assertThat(poll.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        owner.send("4mine");
        assertThat(owner.receiveText()).isEqualTo("4mine");
    }

    @Test
    void clientThatDoesNotReadIsNotReadEither() {
        EngineFixture small = new EngineFixture(o -> o.pauseReadingBytes(1000));
        MemoryWebSocket webSocket = small.openWebSocket();
        webSocket.stopReading();
        small.socket().send("x".repeat(600));
        small.host.lane().crank();
        assertThat(webSocket.isPaused()).isFalse();
        small.socket().send("x".repeat(600));
        small.host.lane().crank();
        assertThat(webSocket.isPaused()).isTrue();
        webSocket.startReading();
        assertThat(webSocket.isPaused()).isFalse();
        assertThat(webSocket.receive().payload().length()).isEqualTo(601);
        assertThat(webSocket.receive().payload().length()).isEqualTo(601);
    }

    @Test
    void clientThatNeverReadsIsClosed() {
        EngineFixture small = new EngineFixture(o -> o.maxOutboundBytes(10_000));
        MemoryWebSocket webSocket = small.openWebSocket();
        webSocket.stopReading();
        for (int i = 0; i < 11; i++) {
            small.socket().send("x".repeat(1000));
        }
        assertThat(small.events).last().isEqualTo("close transport error: more than maxOutboundBytes wait to be sent");
    }

    @Test
    void hostIsToldTheLimits() {
        EngineFixture limited = new EngineFixture(o -> o.maxHttpBufferSize(12_345)
                .maxFragments(7)
                .webSocketCloseTimeout(Duration.ofSeconds(3))
                .writeTimeout(Duration.ofSeconds(4))
                .perMessageDeflate(PerMessageDeflate.DEFAULT.thresholdBytes(99)));
        MemoryWebSocket webSocket = limited.openWebSocket();
        assertThat(webSocket.settings().maxMessageBytes()).isEqualTo(12_345);
        assertThat(webSocket.settings().maxFragments()).isEqualTo(7);
        assertThat(webSocket.settings().closeTimeout()).hasSeconds(3);
        assertThat(webSocket.settings().writeTimeout()).hasSeconds(4);
        assertThat(webSocket.settings().deflate().thresholdBytes()).isEqualTo(99);
        webSocket.send("4" + "x".repeat(12_345));
        assertThat(limited.events).hasSize(1).first().asString().startsWith("close transport error");
    }

    @Test
    void listenerThatThrowsHarmsNobody() {
        EngineOptions options =
                EngineOptions.builder().handlers(Handlers.inline()).build();
        MemoryHost throwing = new MemoryHost(EngineServer.create(options, socket -> new EngineSocketListener() {
            @Override
            public void onMessage(EngineMessage message) {
                socket.send(message);
                throw new IllegalStateException("of the user");
            }
        }));
        MemoryWebSocket webSocket = throwing.webSocket(url("transport=websocket"));
        webSocket.receive();
        webSocket.send("4one");
        webSocket.send("4two");
        assertThat(webSocket.receiveText()).isEqualTo("4one");
        assertThat(webSocket.receiveText()).isEqualTo("4two");
    }
}
