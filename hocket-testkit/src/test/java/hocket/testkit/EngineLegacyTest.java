package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients of revision 3. */
class EngineLegacyTest {
    private final EngineFixture fixture = new EngineFixture(o -> o.allowEIO3(true));
    private final MemoryHost host = fixture.host;

    private String open(String parameters) {
        MemoryExchange handshake = host.get("/engine.io/?EIO=3&transport=polling" + parameters);
        String text = handshake.text();
        int colon = text.indexOf(':');
        assertThat(text.substring(0, colon)).isEqualTo(String.valueOf(text.length() - colon - 1));
        return "/engine.io/?EIO=3&transport=polling&sid=" + EngineFixture.sid(text);
    }

    @Test
    void revisionIsRefusedUnlessAllowed() {
        EngineFixture strict = new EngineFixture();
        MemoryExchange refused = strict.host.get("/engine.io/?EIO=3&transport=polling");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        MemoryWebSocket webSocket = strict.host.webSocket("/engine.io/?transport=websocket");
        assertThat(webSocket.rejection().status()).isEqualTo(400);
        assertThat(webSocket.rejection().body().utf8()).isEqualTo("Unsupported protocol version");
        assertThat(strict.engine.clientsCount()).isZero();
    }

    @Test
    void textIsCountedInUtf16CodeUnits() {
        fixture.echo = true;
        String url = open("&b64=1");
        host.post(url, "6:4hello4:4€😀");
        assertThat(fixture.events).containsExactly("message hello", "message €😀");
        assertThat(host.get(url).text()).isEqualTo("6:4hello4:4€😀");
    }

    @Test
    void binaryIsBase64WhereTheClientSaidSo() {
        fixture.echo = true;
        String url = open("&b64=1");
        host.post(url, "6:4hello10:b4AQIDBA==");
        MemoryExchange poll = host.get(url);
        assertThat(poll.text()).isEqualTo("6:4hello10:b4AQIDBA==");
        assertThat(poll.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
    }

    @Test
    void binaryMakesTheWholePayloadAnOctetStreamOtherwise() {
        fixture.echo = true;
        String url = open("");
        host.post(url, "6:4hello10:b4AQIDBA==");
        MemoryExchange poll = host.get(url);
        assertThat(poll.response().body().toByteArray())
                .containsExactly(0, 6, 255, 52, 104, 101, 108, 108, 111, 1, 5, 255, 4, 1, 2, 3, 4);
        assertThat(poll.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void octetStreamIsTaken() {
        String url = open("");
        byte[] body = {0, 6, (byte) 255, 52, 104, 101, 108, 108, 111, 1, 5, (byte) 255, 4, 65, 66, 67, 68};
        MemoryExchange post = host.request("POST", url, ByteSlice.of(body), "Content-Type", "application/octet-stream");
        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.events).containsExactly("message hello", "binary ABCD");
    }

    @Test
    void clientPingsAndTheServerAnswers() {
        String url = open("");
        for (int i = 0; i < 3; i++) {
            host.advance(Duration.ofMillis(400));
            assertThat(host.post(url, "1:2").text()).isEqualTo("ok");
            assertThat(host.get(url).text()).isEqualTo("1:3");
        }
        host.advance(Duration.ofMillis(495));
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
        host.advance(Duration.ofMillis(10));
        assertThat(fixture.events).last().isEqualTo("close ping timeout");
    }

    @Test
    void pongIsTheWrongDirection() {
        host.post(open(""), "1:3");
        assertThat(fixture.events).containsExactly("close transport error: invalid heartbeat direction");
    }

    @Test
    void upgradedSessionStillTimesOut() {
        String url = open("");
        MemoryWebSocket webSocket = fixture.offerUpgrade(url);
        webSocket.send("2probe");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        webSocket.send("5");
        webSocket.send("2");
        assertThat(webSocket.receiveText()).isEqualTo("3");
        host.advance(Duration.ofMillis(510));
        assertThat(fixture.events).last().isEqualTo("close ping timeout");
    }

    @Test
    void binaryFrameBeginsWithItsType() {
        fixture.echo = true;
        MemoryWebSocket webSocket = host.webSocket("/engine.io/?EIO=3&transport=websocket");
        webSocket.receive();
        webSocket.send(new byte[] {4, 1, 2});
        Frame echoed = webSocket.receive();
        assertThat(echoed.isBinary()).isTrue();
        assertThat(echoed.payload().toByteArray()).containsExactly(4, 1, 2);
    }

    @Test
    void jsonpGoesBothWays() {
        fixture.echo = true;
        MemoryExchange handshake = host.get("/engine.io/?EIO=3&transport=polling&j=0");
        assertThat(handshake.text()).startsWith("___eio[0](\"").endsWith("\");");
        String sid = EngineFixture.sid(handshake.text().replace("\\\"", "\""));
        String url = "/engine.io/?EIO=3&transport=polling&j=0&sid=" + sid;
        host.post(url, "d=6%3A4hello10%3Ab4AQIDBA%3D%3D");
        assertThat(host.get(url).text()).isEqualTo("___eio[0](\"6:4hello10:b4AQIDBA==\");");
    }

    @Test
    void lengthsThatLieEndTheSession() {
        for (String body : new String[] {"7:4hello", "-1:4", "1.5:4", "0x1:4", ":4", "99999999999:4", "1", "abc"}) {
            fixture.events.clear();
            host.post(open(""), body);
            assertThat(fixture.events).as(body).hasSize(1).first().asString().startsWith("close parse error");
        }
    }
}
