package hocket.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO 3: its payloads, its binary forms, JSONP (reference §4.1, §4.3). */
class LegacyProtocolTest {
    private static final String TEXT = "/engine.io/?EIO=3&transport=polling&b64=1";
    private static final String BINARY = "/engine.io/?EIO=3&transport=polling";

    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().observed());

    @ParameterizedTest
    @ValueSource(strings = {"?EIO=3&transport=polling", "?transport=polling", "?EIO=abc&transport=polling"})
    void whateverIsNotRevision4IsRevision3(String query) throws IOException {
        Response response = get("/engine.io/" + query);
        String length = response.text().substring(0, response.text().indexOf(':'));
        String packet = response.text().substring(length.length() + 1);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).matches(HttpConnection.TEXT);
        assertThat(length).isEqualTo(Integer.toString(packet.length()));
        assertThat(packet).startsWith("0{\"sid\":\"").contains("\"upgrades\":[\"websocket\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6:4hello", "1:4", "6:4test16:4test26:4test3", "6:4hello10:b4AQIDBA==", "5:4é 😀", "4:4\u20284:"
            })
    void whatIsPostedComesBackByPoll(String payload) throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            assertThat(session.post(payload).text()).isEqualTo("ok");
            assertThat(session.poll().text()).isEqualTo(payload);
        }
    }

    @Test
    void lengthsCountUtf16Units() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            assertThat(session.post("3:4😀2:4é").text()).isEqualTo("ok");
            assertThat(session.poll().text()).isEqualTo("3:4😀2:4é");
        }
    }

    @Test
    void aPayloadWithBytesComesAsBytes() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), BINARY)) {
            session.post("6:4hello10:b4AQIDBA==");
            Response response = session.poll();

            assertThat(response.header("content-type")).isEqualTo("application/octet-stream");
            assertThat(response.body())
                    .containsExactly(0, 6, 255, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, 255, 4, 1, 2, 3, 4);
        }
    }

    @Test
    void aPayloadWithBytesCanBePosted() throws IOException {
        byte[] payload = {0, 6, -1, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, -1, 4, 1, 2, 3, 4};
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT);
                HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            connection.send("POST", session.target(), payload, "Content-Type: application/octet-stream");

            assertThat(connection.receive().text()).isEqualTo("ok");
            assertThat(session.poll().text()).isEqualTo("6:4hello10:b4AQIDBA==");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4hello", "7:4hello", "-1:4", "1e1:4hello", "99999999999:4", "1:7", ":4"})
    void aMalformedPayloadEndsTheSession(String payload) throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            session.beginPoll();
            try {
                assertThat(session.post(payload).status()).isIn(200, 400);
            } catch (EOFException e) {
                // the connection may be cut as well
            }
            assertThat(session.endPoll().text()).isEqualTo("1:1");
            assertThat(session.request("GET", "").status()).isEqualTo(400);
        }
    }

    @Test
    void theClientClosesWithAPacket() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            session.beginPoll();
            session.post("1:1");

            assertThat(session.endPoll().text()).isEqualTo("1:6");
            assertThat(session.request("GET", "").status()).isEqualTo(400);
        }
    }

    @Test
    void theServerClosesWithTheNextPoll() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            session.post("9:4do:close");

            assertThat(session.poll().text()).isEqualTo("1:61:1");
        }
    }

    @Test
    void aPongOfTheClientEndsTheSession() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT)) {
            session.beginPoll();
            session.post("1:3");

            assertThat(session.endPoll().text()).isEqualTo("1:1");
        }
    }

    @Test
    void theWebSocketTakesOver() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port(), TEXT);
                RawWebSocket webSocket = session.probe()) {
            assertThat(session.poll().text()).isEqualTo("1:6");

            webSocket.send("5");
            webSocket.send("4hello");
            assertThat(webSocket.receiveText()).isEqualTo("4hello");
            assertThat(session.poll().status()).isEqualTo(400);
        }
    }

    @Test
    void bytesOverWebSocketBeginWithTheirType() throws IOException {
        try (RawWebSocket webSocket = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=3&transport=websocket")) {
            assertThat(webSocket.receiveText()).startsWith("0{").contains("\"upgrades\":[]");
            webSocket.send((byte) 4, (byte) 1, (byte) 2);

            RawWebSocket.Frame frame = webSocket.receive();
            assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
            assertThat(frame.payload()).containsExactly(4, 1, 2);
        }
    }

    @Test
    void aClientThatCannotTakeBytesGetsBase64OverWebSocket() throws IOException {
        try (RawWebSocket webSocket = RawWebSocket.open(ENGINE.port(), "/engine.io/?EIO=3&transport=websocket&b64=1")) {
            webSocket.receiveText();
            webSocket.send("b4AQI=");

            assertThat(webSocket.receiveText()).isEqualTo("b4AQI=");
        }
    }

    @Test
    void aScriptTagOpensASession() throws IOException {
        Response response = get(BINARY + "&j=7");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).startsWith("text/javascript");
        assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(response.text()).startsWith("___eio[7](\"").endsWith("\");");
        String payload = Json.read(argumentOf(response.text())).asText();
        assertThat(payload).contains(":0{\"sid\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4plain", "4a\nb", "4a\\nb", "4\\\\n", "4\"quoted\"", "4\u2028\u2029", "4</script>é😀"})
    void aFormBringsAndAScriptTakesAnyText(String packet) throws IOException {
        try (PollingSession session = openJsonp(BINARY + "&j=0")) {
            // The client escapes line breaks, which forms would change (engine.io-client 3, polling-jsonp.js).
            String payload =
                    (packet.length() + ":" + packet).replace("\\n", "\\\\n").replace("\n", "\\n");
            Response posted = session.post(
                    "d=" + URLEncoder.encode(payload, UTF_8), "Content-Type: application/x-www-form-urlencoded");
            assertThat(posted.text()).isEqualTo("ok");

            String script = session.poll().text();
            assertThat(script).startsWith("___eio[0](").doesNotContain("\u2028", "\u2029", "</");
            assertThat(Json.read(argumentOf(script)).asText()).isEqualTo(packet.length() + ":" + packet);
        }
    }

    @Test
    void aScriptTakesBytesInBase64() throws IOException {
        try (PollingSession session = openJsonp(BINARY + "&j=0")) {
            session.post(
                    "d=" + URLEncoder.encode("6:b4AQI=", UTF_8), "Content-Type: application/x-www-form-urlencoded");

            assertThat(session.poll().text()).isEqualTo("___eio[0](\"6:b4AQI=\");");
        }
    }

    @Test
    void scriptTagsAreServedInRevision4Too() throws IOException {
        try (PollingSession session = openJsonp("/engine.io/?EIO=4&transport=polling&j=3")) {
            session.post("d=4%22hello%22%1EbAQI%3D", "Content-Type: application/x-www-form-urlencoded");

            assertThat(session.poll().text()).isEqualTo("___eio[3](\"4\\\"hello\\\"\\u001ebAQI=\");");
        }
    }

    @Test
    void theNameOfTheCallbackIsDigitsOnly() throws IOException {
        assertThat(get(BINARY + "&j=1);alert(2").text()).startsWith("___eio[12](");
    }

    private static PollingSession openJsonp(String target) throws IOException {
        String handshake = Json.read(argumentOf(get(target).text())).asText();
        return PollingSession.of(ENGINE.port(), target, PollingSession.sidOf(handshake));
    }

    private static String argumentOf(String script) {
        return script.substring(script.indexOf('(') + 1, script.length() - 2);
    }

    private static Response get(String target) throws IOException {
        try (HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            return connection.get(target);
        }
    }
}
