package hocket.testkit;

import static hocket.testkit.EngineFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Admission;
import hocket.engine.Cookie;
import hocket.engine.Cors;
import hocket.engine.HandshakeError;
import hocket.engine.spi.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EngineHandshakeTest {
    @Test
    void errorsHaveTheBodiesOfTheReferenceAndAreTold() {
        EngineFixture fixture = new EngineFixture();
        MemoryExchange unknown = fixture.host.get(url("transport=abc"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.header("Content-Type")).isEqualTo("application/json");
        assertThat(unknown.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(fixture.host.post(url("transport=polling"), "").text())
                .isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
        assertThat(fixture.errors)
                .extracting("error")
                .containsExactly(HandshakeError.UNKNOWN_TRANSPORT, HandshakeError.BAD_HANDSHAKE_METHOD);
        MemoryWebSocket webSocket = fixture.host.webSocket(url("transport=abc"));
        assertThat(webSocket.rejection().body().utf8()).isEqualTo("Transport unknown");
        assertThat(fixture.engine.clientsCount()).isZero();
    }

    @Test
    void allowRequestMayRefuseWithAMessage() {
        EngineFixture fixture = new EngineFixture(
                o -> o.allowRequest(r -> CompletableFuture.completedFuture(Admission.refuse("not \"you\""))));
        MemoryExchange refused = fixture.host.get(url("transport=polling"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).isEqualTo("{\"code\":4,\"message\":\"not \\\"you\\\"\"}");
        assertThat(fixture.errors.get(0).context()).isEqualTo(Map.of("message", "not \"you\""));
    }

    @Test
    void allowRequestThatFailsOrThrowsRefuses() {
        EngineFixture failing = new EngineFixture(
                o -> o.allowRequest(r -> CompletableFuture.failedFuture(new IllegalStateException("db down"))));
        assertThat(failing.host.get(url("transport=polling")).text())
                .isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        EngineFixture throwing = new EngineFixture(o -> o.allowRequest(r -> {
            throw new IllegalStateException("bug");
        }));
        assertThat(throwing.host.get(url("transport=polling")).status()).isEqualTo(403);
    }

    @Test
    void allowRequestMayAnswerLaterAndIsAskedOncePerSession() {
        List<CompletableFuture<Admission>> asked = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(o -> o.allowRequest(r -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }));
        MemoryExchange handshake = fixture.host.get(url("transport=polling"));
        assertThat(handshake.response()).isNull();
        asked.get(0).complete(Admission.allow());
        assertThat(handshake.status()).isEqualTo(200);
        fixture.host.post(url("transport=polling&sid=" + fixture.socket().id()), "4x");
        assertThat(asked).hasSize(1);
    }

    @Test
    void clientThatLeavesWhileItWaitsLeavesNothingBehind() {
        CompletableFuture<Admission> later = new CompletableFuture<>();
        EngineFixture fixture =
                new EngineFixture(o -> o.allowRequest(r -> later).maxConnections(1));
        MemoryExchange handshake = fixture.host.get(url("transport=polling"));
        handshake.leave();
        later.complete(Admission.allow());
        assertThat(fixture.sockets).isEmpty();
        assertThat(fixture.engine.clientsCount()).isZero();
        assertThat(fixture.host.get(url("transport=polling")).status()).isEqualTo(200);
    }

    @Test
    void customIdsAreCheckedAndMayComeLater() {
        List<String> ids = new ArrayList<>(List.of("mine", "mine", "a\"b", "", "other"));
        EngineFixture fixture =
                new EngineFixture(o -> o.generateId(r -> CompletableFuture.completedFuture(ids.remove(0))));
        assertThat(fixture.host.get(url("transport=polling")).text()).contains("\"sid\":\"mine\"");
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.host.get(url("transport=polling")).text())
                    .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }
        assertThat(fixture.errors.get(0).context()).containsEntry("name", "ID_GENERATION_ERROR");
        assertThat(fixture.host.get(url("transport=polling")).text()).contains("\"sid\":\"other\"");
    }

    @Test
    void clientNeverChoosesItsId() {
        EngineFixture fixture = new EngineFixture();
        MemoryExchange handshake = fixture.host.get(url("transport=polling"), "Cookie", "io=chosen");
        assertThat(handshake.text()).doesNotContain("chosen");
    }

    @Test
    void cookieIsSetOnThePollingHandshakeOnly() {
        EngineFixture fixture = new EngineFixture(o -> o.cookie(Cookie.DEFAULT));
        MemoryExchange handshake = fixture.host.get(url("transport=polling"));
        String sid = EngineFixture.sid(handshake.text());
        assertThat(handshake.header("Set-Cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        fixture.socket().send("x");
        assertThat(fixture.host.get(url("transport=polling&sid=" + sid)).header("Set-Cookie"))
                .isNull();
        assertThat(fixture.host
                        .webSocket(url("transport=websocket"))
                        .responseHeaders()
                        .get("Set-Cookie"))
                .isNull();
    }

    @Test
    void corsHeadersAreOnErrorsAndUpgradesAndPreflightsCostNoSession() {
        EngineFixture fixture = new EngineFixture(o -> o.cors(Cors.allow("https://app")));
        MemoryExchange preflight = fixture.host.request(
                "OPTIONS", url("transport=polling"), hocket.core.ByteSlice.EMPTY, "Origin", "https://app");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(fixture.host.get(url("transport=abc")).header("Access-Control-Allow-Origin"))
                .isEqualTo("https://app");
        assertThat(fixture.openWebSocket().responseHeaders().get("Access-Control-Allow-Origin"))
                .isEqualTo("https://app");
        assertThat(fixture.engine.clientsCount()).isEqualTo(1);
    }

    @Test
    void preflightWithoutCorsIsABadMethod() {
        EngineFixture fixture = new EngineFixture();
        assertThat(fixture.host
                        .request("OPTIONS", url("transport=polling"), hocket.core.ByteSlice.EMPTY)
                        .text())
                .isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
    }

    @Test
    void middlewareSeesEveryRequestInOrderAndMayAddHeaders() {
        List<String> seen = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(o -> o.use((request, headers, next) -> {
                    seen.add("first " + request.method());
                    headers.add("X-First", "1");
                    next.proceed();
                    next.proceed();
                })
                .use((request, headers, next) -> {
                    seen.add("second");
                    next.proceed();
                }));
        String url = fixture.openPolling();
        MemoryExchange post = fixture.host.post(url, "4x");
        assertThat(seen).containsExactly("first GET", "second", "first POST", "second");
        assertThat(post.header("X-First")).isEqualTo("1");
        assertThat(fixture.events).containsExactly("message x");
    }

    @Test
    void middlewareMayFailThrowOrAnswer() {
        EngineFixture failing = new EngineFixture(o -> o.use((r, h, next) -> next.fail(new IllegalStateException())));
        assertThat(failing.host.get(url("transport=polling")).text())
                .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(failing.errors.get(0).context()).containsEntry("name", "MIDDLEWARE_FAILURE");
        EngineFixture throwing = new EngineFixture(o -> o.use((r, h, next) -> {
            throw new IllegalStateException("bug");
        }));
        assertThat(throwing.host
                        .webSocket(url("transport=websocket"))
                        .rejection()
                        .status())
                .isEqualTo(400);
        EngineFixture answering = new EngineFixture(o -> o.use((r, h, next) -> next.respond(HttpResponse.empty(418))));
        assertThat(answering.host.get(url("transport=polling")).status()).isEqualTo(418);
        assertThat(answering
                        .host
                        .webSocket(url("transport=websocket"))
                        .rejection()
                        .status())
                .isEqualTo(418);
    }

    @Test
    void connectionsBeyondTheLimitsAre503AndOnesThatEndMakeRoom() {
        EngineFixture fixture = new EngineFixture(o -> o.maxConnections(2));
        MemoryWebSocket first = fixture.openWebSocket();
        fixture.openPolling();
        assertThat(fixture.host.get(url("transport=polling")).status()).isEqualTo(503);
        assertThat(fixture.host
                        .webSocket(url("transport=websocket"))
                        .rejection()
                        .status())
                .isEqualTo(503);
        assertThat(fixture.events).containsExactly("unavailable /engine.io/", "unavailable /engine.io/");
        first.close();
        fixture.openPolling();

        EngineFixture perIp = new EngineFixture(o -> o.maxConnectionsPerIp(1));
        MemoryWebSocket only = perIp.openWebSocket();
        assertThat(perIp.host.get(url("transport=polling")).status()).isEqualTo(503);
        only.close();
        perIp.openPolling();
    }

    @Test
    void refusedHandshakesDoNotCount() {
        EngineFixture fixture = new EngineFixture(o -> o.maxConnections(1)
                .allowRequest(r -> CompletableFuture.completedFuture(
                        r.query("ok") == null ? Admission.refuse() : Admission.allow())));
        for (int i = 0; i < 5; i++) {
            assertThat(fixture.host.get(url("transport=polling")).status()).isEqualTo(403);
        }
        assertThat(fixture.host.get(url("transport=polling&ok=1")).status()).isEqualTo(200);
    }

    @Test
    void pathDecidesWhoseARequestIs() {
        EngineFixture fixture = new EngineFixture(o -> o.path("/custom/"));
        assertThat(fixture.host.get("/custom/?EIO=4&transport=polling").status())
                .isEqualTo(200);
        assertThat(fixture.host.get("/custom/deeper?EIO=4&transport=polling").status())
                .isEqualTo(200);
        assertThat(fixture.host.get("/custom?EIO=4&transport=polling").status()).isEqualTo(404);
        assertThat(fixture.host.get("/engine.io/?EIO=4&transport=polling").status())
                .isEqualTo(404);
        EngineFixture bare = new EngineFixture(o -> o.addTrailingSlash(false));
        assertThat(bare.host.get("/engine.io?EIO=4&transport=polling").status()).isEqualTo(200);
    }

    @Test
    void webSocketsAtOtherPathsAreRefusedAfterATime() {
        EngineFixture fixture = new EngineFixture();
        MemoryWebSocket webSocket = fixture.host.webSocket("/other");
        assertThat(webSocket.rejection()).isNull();
        fixture.host.advance(Duration.ofMillis(1010));
        assertThat(webSocket.rejection().status()).isEqualTo(404);
        EngineFixture leaving =
                new EngineFixture(o -> o.destroyUpgrade(false).otherwise(hocket.engine.spi.HostHandler.answering(418)));
        assertThat(leaving.host.webSocket("/other").rejection().status()).isEqualTo(418);
    }

    @Test
    void closedServerTellsEveryClientAndRefusesNewOnes() {
        EngineFixture fixture = new EngineFixture();
        MemoryWebSocket webSocket = fixture.openWebSocket();
        MemoryExchange poll = fixture.host.get(fixture.openPolling());
        fixture.openPolling();
        CompletableFuture<Void> closed = fixture.engine.close().toCompletableFuture();
        fixture.host.lane().crank();
        assertThat(closed).isCompleted();
        assertThat(webSocket.isOpen()).isFalse();
        assertThat(poll.text()).isEqualTo("1");
        assertThat(fixture.events).containsOnly("close forced close").hasSize(3);
        assertThat(fixture.host.get(url("transport=polling")).status()).isEqualTo(503);
        assertThat(fixture.engine.close().toCompletableFuture()).isCompleted();
    }
}
