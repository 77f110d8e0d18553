package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.engine.Admission;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.interop.HttpConnection.Response;
import hocket.netty.NettyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session is opened, and how it is refused (reference §4.2, §4.4). */
class HandshakeProtocolTest {
    @RegisterExtension
    static final EngineUnderTest ENGINE =
            new EngineUnderTest(Settings.defaults().quickHeartbeats().withoutEIO3());

    @Test
    void aPollOpensASession() throws IOException {
        Response response = get("/engine.io/?EIO=4&transport=polling");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).matches(HttpConnection.TEXT);
        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("content-length")).isEqualTo(Integer.toString(response.body().length));
        assertThat(response.text()).startsWith("0{");
        assertHandshake(response.text().substring(1), "[\"websocket\"]");
    }

    @Test
    void aWebSocketOpensASession() throws IOException {
        try (RawWebSocket webSocket = open("/engine.io/?EIO=4&transport=websocket")) {
            String handshake = webSocket.receiveText();

            assertThat(handshake).startsWith("0{");
            assertHandshake(handshake.substring(1), "[]");
        }
    }

    @Test
    void anEmptySidIsNone() throws IOException {
        assertThat(get("/engine.io/?EIO=4&transport=polling&sid=").status()).isEqualTo(200);
    }

    @Test
    void everySessionHasAnIdOfItsOwn() throws IOException {
        List<String> ids = Stream.of(1, 2, 3, 4, 5)
                .map(n -> PollingSession.sidOf(
                        get("/engine.io/?EIO=4&transport=polling").text()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9_-]{20}"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    GET     | ?EIO=4                                              | {"code":0,"message":"Transport unknown"}
                    GET     | ?EIO=4&transport=abc                                | {"code":0,"message":"Transport unknown"}
                    GET     | ?EIO=4&transport=constructor                        | {"code":0,"message":"Transport unknown"}
                    GET     | ?EIO=4&transport=__proto__                          | {"code":0,"message":"Transport unknown"}
                    GET     | ?EIO=4&transport=polling&sid=abc                    | {"code":1,"message":"Session ID unknown"}
                    GET     | ?EIO=4&transport=polling&sid=__proto__              | {"code":1,"message":"Session ID unknown"}
                    POST    | ?EIO=4&transport=polling&sid=constructor            | {"code":1,"message":"Session ID unknown"}
                    POST    | ?EIO=4&transport=polling                            | {"code":2,"message":"Bad handshake method"}
                    PUT     | ?EIO=4&transport=polling                            | {"code":2,"message":"Bad handshake method"}
                    DELETE  | ?EIO=4&transport=polling                            | {"code":2,"message":"Bad handshake method"}
                    OPTIONS | ?EIO=4&transport=polling                            | {"code":2,"message":"Bad handshake method"}
                    GET     | ?EIO=4&transport=websocket                          | {"code":3,"message":"Bad request"}
                    GET     | ?transport=polling                                  | {"code":5,"message":"Unsupported protocol version"}
                    GET     | ?EIO=abc&transport=polling                          | {"code":5,"message":"Unsupported protocol version"}
                    GET     | ?EIO=3&transport=polling                            | {"code":5,"message":"Unsupported protocol version"}
                    GET     | ?EIO=5&transport=polling                            | {"code":5,"message":"Unsupported protocol version"}
                    """)
    void aBadRequestIsToldWhatIsWrong(String method, String query, String body) throws IOException {
        try (HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            Response response = connection.request(method, "/engine.io/" + query, "");

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.header("content-type")).isEqualTo("application/json");
            assertThat(response.text()).isEqualTo(body);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "?EIO=4, Transport unknown",
        "?EIO=4&transport=abc, Transport unknown",
        "?EIO=4&transport=websocket&sid=abc, Session ID unknown",
        "?transport=websocket, Unsupported protocol version",
        "?EIO=abc&transport=websocket, Unsupported protocol version",
        "?EIO=3&transport=websocket, Unsupported protocol version"
    })
    void aBadRequestForAWebSocketIsRefusedInPlainText(String query, String message) throws IOException {
        Response response = RawWebSocket.refusal(ENGINE.port(), "/engine.io/" + query);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).isEqualTo(message);
    }

    @Test
    void aWebSocketForThePollingTransportIsRefused() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            assertThat(RawWebSocket.refusal(ENGINE.port(), session.target()).status())
                    .isEqualTo(400);
            assertThat(RawWebSocket.refusal(ENGINE.port(), "/engine.io/?EIO=4&transport=polling")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void anotherRevisionThanTheSessionsIsRefused() throws IOException {
        try (PollingSession session = PollingSession.open(ENGINE.port())) {
            Response response = get(session.target().replace("EIO=4", "EIO=3"));

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(session.post("4still there").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/engine.i", "/other/?EIO=4&transport=polling"})
    void anotherPathIsNotFound(String path) throws IOException {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void aClientThatIsNotAllowedIsToldWhy() throws IOException {
        EngineOptions options = EngineOptions.builder()
                .allowRequest(request -> CompletableFuture.completedFuture(Admission.refuse("no \"token\"")))
                .build();
        EngineServer engine = EngineServer.create(options, socket -> new EngineSocketListener() {});
        try (NettyServer server = NettyServer.builder(engine).host("127.0.0.1").start();
                HttpConnection connection = HttpConnection.to(server.port())) {
            Response polled = connection.get("/engine.io/?EIO=4&transport=polling");
            assertThat(polled.status()).isEqualTo(403);
            assertThat(polled.text()).isEqualTo("{\"code\":4,\"message\":\"no \\\"token\\\"\"}");

            Response refusal = RawWebSocket.refusal(server.port(), "/engine.io/?EIO=4&transport=websocket");
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.text()).isEqualTo("no \"token\"");
        }
    }

    private static Response get(String target) {
        try (HttpConnection connection = HttpConnection.to(ENGINE.port())) {
            return connection.get(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawWebSocket open(String target) throws IOException {
        return RawWebSocket.open(ENGINE.port(), target);
    }

    private static void assertHandshake(String json, String upgrades) {
        JsonNode handshake = Json.read(json);
        assertThat(handshake.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(handshake.get("sid").asText()).matches("[A-Za-z0-9_-]{20}");
        assertThat(handshake.get("upgrades")).isEqualTo(Json.read(upgrades));
        assertThat(handshake.get("pingInterval").asInt()).isEqualTo(300);
        assertThat(handshake.get("pingTimeout").asInt()).isEqualTo(200);
        assertThat(handshake.get("maxPayload").asInt()).isEqualTo(1_000_000);
    }
}
