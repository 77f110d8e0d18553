package hocket.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser client that the server hands out (reference §2.13). */
class ClientBundleTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.socketIo(Settings.defaults().withCors());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io.js",
                "socket.io.min.js",
                "socket.io.msgpack.min.js",
                "socket.io.esm.min.js",
                "socket.io.js?v=1"
            })
    void theBundlesAreServed(String name) throws IOException {
        Response response = get("/socket.io/" + name);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("application/javascript; charset=utf-8");
        assertThat(response.header("cache-control")).isEqualTo("public, max-age=0");
        assertThat(response.header("etag")).isEqualTo("\"4.8.4\"");
        assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(response.text()).contains("Socket.IO v4.8.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io.js.map",
                "socket.io.min.js.map",
                "socket.io.msgpack.min.js.map",
                "socket.io.esm.min.js.map"
            })
    void soAreTheirMaps(String name) throws IOException {
        Response response = get("/socket.io/" + name);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(Json.read(response.text()).get("version").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.4\"", "W/\"4.8.4\""})
    void aBundleThatTheClientHasIsNotSentAgain(String etag) throws IOException {
        Response response = get("/socket.io/socket.io.js", "If-None-Match: " + etag);

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aBundleOfAnotherVersionIsSent() throws IOException {
        assertThat(get("/socket.io/socket.io.js", "If-None-Match: \"4.8.3\"").status())
                .isEqualTo(200);
    }

    @Test
    void bundlesAreCompressedAsTheClientTakesThem() throws IOException {
        String plain = get("/socket.io/socket.io.js").text();

        Response brotli = get("/socket.io/socket.io.js", "Accept-Encoding: gzip, deflate, br");
        assertThat(brotli.header("content-encoding")).isEqualTo("br");
        assertThat(brotli.body().length).isLessThan(plain.length() / 3);

        Response gzip = get("/socket.io/socket.io.js", "Accept-Encoding: gzip");
        assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/socket.io/other.js",
                "/socket.io/socket.io.jsx",
                "/socket.io/socket.io.js/",
                "/socket.io/../socket.io/socket.io.js",
                "/socket.io/..%2fsocket.io.js",
                "/socket.io/dist/socket.io.js"
            })
    void nothingElseIsServed(String path) throws IOException {
        Response response = get(path);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    private static Response get(String target, String... headers) throws IOException {
        try (HttpConnection connection = HttpConnection.to(server.port())) {
            return connection.get(target, headers);
        }
    }
}
