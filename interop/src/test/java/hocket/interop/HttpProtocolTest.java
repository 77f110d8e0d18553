package hocket.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP adds: connections that are kept, compression, CORS, the cookie (reference §1.1, §1.3). */
class HttpProtocolTest {
    private static final String HANDSHAKE = "/engine.io/?EIO=4&transport=polling";
    private static final String ORIGIN = "Origin: https://app.example";

    @RegisterExtension
    static final EngineUnderTest PLAIN = new EngineUnderTest(Settings.defaults().observed());

    @RegisterExtension
    static final EngineUnderTest OPEN =
            new EngineUnderTest(Settings.defaults().withCors().withCookie());

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        try (HttpConnection connection = HttpConnection.to(PLAIN.port())) {
            String target = HANDSHAKE + "&sid="
                    + PollingSession.sidOf(connection.get(HANDSHAKE).text());
            for (int i = 0; i < 100; i++) {
                Response posted = connection.post(target, "4" + i);
                assertThat(posted.text()).isEqualTo("ok");
                assertThat(posted.header("connection")).isNotEqualTo("close");
                assertThat(connection.get(target).text()).isEqualTo("4" + i);
            }
            assertThat(connection.get("/engine.io/?EIO=4").status()).isEqualTo(400);
            if (HostKind.usual().goesOnAfterBadRequest()) {
                assertThat(connection.get("/elsewhere").status()).isEqualTo(404);
                assertThat(connection.get(HANDSHAKE).status()).isEqualTo(200);
            } else {
                assertThat(connection.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws IOException {
        try (PollingSession session = PollingSession.open(PLAIN.port());
                HttpConnection connection = HttpConnection.to(PLAIN.port())) {
            String post = "POST " + session.target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n4";
            String get = "GET " + session.target() + " HTTP/1.1\r\nHost: x\r\n\r\n";
            connection.sendRaw(post + "a" + post + "b" + get + post + "c" + get);

            assertThat(connection.receive().text()).isEqualTo("ok");
            assertThat(connection.receive().text()).isEqualTo("ok");
            assertThat(connection.receive().text()).isEqualTo("4a\u001e4b");
            assertThat(connection.receive().text()).isEqualTo("ok");
            assertThat(connection.receive().text()).isEqualTo("4c");
        }
    }

    @Test
    void aConnectionIsClosedIfTheClientSaysSo() throws IOException {
        try (HttpConnection connection = HttpConnection.to(PLAIN.port())) {
            assertThat(connection.get(HANDSHAKE, "Connection: close").status()).isEqualTo(200);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aLongAnswerIsCompressedIfTheClientTakesIt() throws IOException {
        String packet = "4" + "abc".repeat(1000);

        Response gzip = echo(packet, "Accept-Encoding: gzip, deflate, br");
        assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
        assertThat(gzip.body().length).isLessThan(500);
        assertThat(read(new GZIPInputStream(new ByteArrayInputStream(gzip.body()))))
                .isEqualTo(packet);

        Response deflate = echo(packet, "Accept-Encoding: deflate");
        assertThat(deflate.header("content-encoding")).isEqualTo("deflate");
        assertThat(read(new InflaterInputStream(new ByteArrayInputStream(deflate.body()))))
                .isEqualTo(packet);
    }

    @Test
    void otherAnswersAreNotCompressed() throws IOException {
        String packet = "4" + "abc".repeat(1000);

        assertThat(echo(packet).text()).isEqualTo(packet);
        assertThat(echo(packet, "Accept-Encoding: gzip;q=0").text()).isEqualTo(packet);
        assertThat(echo("4short", "Accept-Encoding: gzip").text()).isEqualTo("4short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mozilla/4.0 (compatible;MSIE 8.0)", "Mozilla/5.0 (Trident/7.0; rv:11.0)"})
    void theScriptFilterOfOldBrowsersIsSwitchedOff(String agent) throws IOException {
        assertThat(get(PLAIN, HANDSHAKE, "User-Agent: " + agent).header("x-xss-protection"))
                .isEqualTo("0");
        assertThat(get(PLAIN, HANDSHAKE, "User-Agent: Mozilla/5.0").headers()).doesNotContainKey("x-xss-protection");
    }

    @Test
    void pagesOfOtherOriginsReadNothingUnlessTheyMay() throws IOException {
        assertThat(get(PLAIN, HANDSHAKE, ORIGIN).headers().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void pagesThatMayReadEveryAnswer() throws IOException {
        assertThat(get(OPEN, HANDSHAKE, ORIGIN).header("access-control-allow-origin"))
                .isEqualTo("*");
        assertThat(get(OPEN, "/engine.io/?EIO=4", ORIGIN).header("access-control-allow-origin"))
                .isEqualTo("*");

        try (PollingSession session = PollingSession.open(OPEN.port());
                HttpConnection connection = HttpConnection.to(OPEN.port())) {
            assertThat(connection.post(session.target(), "4x", ORIGIN).header("access-control-allow-origin"))
                    .isEqualTo("*");
            Response switched = connection.get(session.webSocketTarget(), RawWebSocket.upgrade(ORIGIN));
            assertThat(switched.status()).isEqualTo(101);
            assertThat(switched.header("access-control-allow-origin")).isEqualTo("*");
        }
    }

    @Test
    void aPreflightIsAnsweredBeforeTheRequestIsChecked() throws IOException {
        try (HttpConnection connection = HttpConnection.to(OPEN.port())) {
            Response response = connection.request(
                    "OPTIONS",
                    "/engine.io/?EIO=9",
                    "",
                    ORIGIN,
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: x-token");

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(response.header("access-control-allow-methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
            assertThat(response.header("access-control-allow-headers")).isEqualTo("x-token");
            assertThat(response.header("vary")).contains("Access-Control-Request-Headers");
        }
    }

    @Test
    void theCookieComesWithTheFirstPollOnly() throws IOException {
        try (HttpConnection connection = HttpConnection.to(OPEN.port())) {
            Response handshake = connection.get(HANDSHAKE);
            String sid = PollingSession.sidOf(handshake.text());
            String target = HANDSHAKE + "&sid=" + sid;

            assertThat(handshake.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            assertThat(connection.post(target, "4x").headers()).doesNotContainKey("set-cookie");
            assertThat(connection.get(target).headers()).doesNotContainKey("set-cookie");

            Response switched = connection.get("/engine.io/?EIO=4&transport=websocket", RawWebSocket.upgrade());
            assertThat(switched.status()).isEqualTo(101);
            assertThat(switched.headers()).doesNotContainKey("set-cookie");
        }
    }

    private static Response echo(String packet, String... headers) throws IOException {
        try (PollingSession session = PollingSession.open(PLAIN.port())) {
            session.post(packet);
            return session.request("GET", "", headers);
        }
    }

    private static Response get(EngineUnderTest engine, String target, String... headers) throws IOException {
        try (HttpConnection connection = HttpConnection.to(engine.port())) {
            return connection.get(target, headers);
        }
    }

    private static String read(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
