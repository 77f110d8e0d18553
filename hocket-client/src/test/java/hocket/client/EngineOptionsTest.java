package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.client.spi.ClientRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options do to requests. */
class EngineOptionsTest {
    private static Fixture connecting(Consumer<ManagerOptions.Builder> settings) {
        Fixture fixture = new Fixture(settings);
        fixture.socket().connect();
        fixture.server.lane.crank();
        return fixture;
    }

    private static ClientRequest firstGet(Consumer<ManagerOptions.Builder> settings) {
        return connecting(settings).server.poll().request;
    }

    private static ClientRequest firstWebSocket(Consumer<ManagerOptions.Builder> settings) {
        return connecting(options -> {
                    options.transports(TransportName.WEBSOCKET);
                    settings.accept(options);
                })
                .server
                .webSocket()
                .request;
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io, true, /socket.io/",
        "/socket.io/, true, /socket.io/",
        "/socket.io/, false, /socket.io",
        "/socket.io, false, /socket.io",
        "io, true, /io/",
        "/a/b, true, /a/b/",
        "/, true, /",
        "'', true, /"
    })
    void thePathHasASlashBehindItUnlessUnwanted(String path, boolean slash, String expected) {
        assertThat(firstGet(options -> options.path(path).addTrailingSlash(slash))
                        .uri()
                        .getPath())
                .isEqualTo(expected);
    }

    @Test
    void theUsualPortIsNotNamed() {
        FakeTransport server = new FakeTransport();
        Manager manager = Manager.create(
                "https://[::1]:443/ignored",
                ManagerOptions.builder()
                        .transport(server)
                        .handlers(Runnable::run)
                        .build());

        manager.socket("/").connect();

        assertThat(server.poll().request.uri().toString()).startsWith("https://[::1]/socket.io/?");
    }

    @Test
    void aSecureServerHasASecureWebSocket() {
        FakeTransport server = new FakeTransport();
        Manager manager = Manager.create(
                "https://example.org:8443",
                ManagerOptions.builder()
                        .transport(server)
                        .handlers(Runnable::run)
                        .transports(TransportName.WEBSOCKET)
                        .build());

        manager.socket("/").connect();

        assertThat(server.webSocket().request.uri().toString()).startsWith("wss://example.org:8443/socket.io/?");
    }

    @Test
    void theQueryGoesWithEveryRequest() {
        Fixture fixture = connecting(options -> options.query(Map.of("token", "a b&=é")));
        assertThat(fixture.server.poll().request.uri().getRawQuery()).contains("token=a%20b%26%3D%C3%A9");
        fixture.openPolling(FakeTransport.HANDSHAKE);

        assertThat(fixture.server.poll().request.uri().getRawQuery()).contains("token=");
        assertThat(fixture.server.post().request.uri().getRawQuery()).contains("token=");
        assertThat(fixture.server.webSocket().request.uri().getRawQuery()).contains("token=");
    }

    @Test
    void theProtocolsOwnParametersCannotBeReplaced() {
        ClientRequest get = firstGet(options -> options.query(Map.of("EIO", "3", "transport", "x")));

        assertThat(get.uri().getRawQuery().split("&")).contains("EIO=4", "transport=polling");
        assertThat(get.uri().getRawQuery()).doesNotContain("EIO=3", "transport=x");
    }

    @Test
    void theQueryOfTheAddressIsTheDefault() {
        FakeTransport server = new FakeTransport();
        Manager manager = Manager.create(
                "http://localhost:3000/ignored?room=7",
                ManagerOptions.builder()
                        .transport(server)
                        .handlers(Runnable::run)
                        .build());

        manager.socket("/").connect();

        assertThat(FakeTransport.query(server.poll().request)).containsEntry("room", "7");
    }

    @Test
    void pollingIsStampedAndWebSocketsAreNot() {
        assertThat(FakeTransport.query(firstGet(options -> {})).get("t")).matches("[0-9a-z]{8}");
        assertThat(FakeTransport.query(firstWebSocket(options -> {}))).doesNotContainKey("t");
    }

    @Test
    void eachStampIsAnother() {
        Fixture fixture = connecting(options -> {});
        String first = FakeTransport.query(fixture.server.poll().request).get("t");
        fixture.openPolling(FakeTransport.HANDSHAKE);

        assertThat(FakeTransport.query(fixture.server.poll().request).get("t")).isNotEqualTo(first);
    }

    @Test
    void stampsAreThereOrNotAsWanted() {
        assertThat(FakeTransport.query(firstGet(options -> options.timestampRequests(false))))
                .doesNotContainKey("t");
        assertThat(FakeTransport.query(firstWebSocket(
                        options -> options.timestampRequests(true).timestampParam("ts"))))
                .containsKey("ts")
                .doesNotContainKey("t");
    }

    @Test
    void forceBase64IsToldWithEachHandshake() {
        Fixture fixture = connecting(options -> options.forceBase64(true));
        assertThat(FakeTransport.query(fixture.server.poll().request)).containsEntry("b64", "1");
        fixture.openPolling(FakeTransport.HANDSHAKE);

        assertThat(FakeTransport.query(fixture.server.poll().request)).doesNotContainKey("b64");
        assertThat(FakeTransport.query(fixture.server.webSocket().request)).containsEntry("b64", "1");
        assertThat(FakeTransport.query(firstGet(options -> {}))).doesNotContainKey("b64");
    }

    @Test
    void subprotocolsAreOfferedByWebSockets() {
        assertThat(firstWebSocket(options -> options.protocols("a", "b")).subprotocols())
                .containsExactly("a", "b");
        assertThat(firstGet(options -> options.protocols("a")).subprotocols()).isEmpty();
    }

    @Test
    void theRequestTimeoutIsForPolling() {
        Duration limit = Duration.ofSeconds(3);
        assertThat(firstGet(options -> options.requestTimeout(limit)).timeout()).isEqualTo(limit);
        assertThat(firstWebSocket(options -> options.requestTimeout(limit)).timeout())
                .as("that of a session to be opened")
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(firstGet(options -> {}).timeout()).isZero();
    }

    @Test
    void thePayloadLimitGoesWithEveryRequest() {
        assertThat(firstGet(options -> options.maxPayloadBytes(77)).maxBytes()).isEqualTo(77);
        assertThat(firstWebSocket(options -> options.maxPayloadBytes(77)).maxBytes())
                .isEqualTo(77);
        assertThat(firstGet(options -> {}).maxBytes()).isEqualTo(25_000_000);
    }

    @Test
    void headersGoWithEveryRequest() {
        Fixture fixture = connecting(options -> options.extraHeaders(Map.of("X-A", "1")));
        assertThat(fixture.server.poll().request.headers()).containsEntry("X-A", "1");
        fixture.openPolling(FakeTransport.HANDSHAKE);

        assertThat(fixture.server.post().request.headers()).containsEntry("X-A", "1");
        assertThat(fixture.server.webSocket().request.headers()).containsEntry("X-A", "1");
    }

    @Test
    void suppliersAreAskedForEachSession() {
        int[] asked = {0, 0};
        Fixture fixture = connecting(options ->
                options.extraHeaders(() -> Map.of("X-N", "h" + ++asked[0])).query(() -> Map.of("n", "q" + ++asked[1])));
        assertThat(fixture.server.poll().request.headers()).containsEntry("X-N", "h1");
        fixture.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);
        assertThat(fixture.server.poll().request.headers()).containsEntry("X-N", "h1");
        fixture.server.poll().answer("1");

        fixture.advance(Duration.ofSeconds(1));

        assertThat(fixture.server.poll().request.headers()).containsEntry("X-N", "h2");
        assertThat(FakeTransport.query(fixture.server.poll().request)).containsEntry("n", "q2");
    }

    @Test
    void aSessionWaitsForWhatIsSuppliedLater() {
        CompletableFuture<Map<String, String>> headers = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> query = new CompletableFuture<>();
        Fixture fixture =
                connecting(options -> options.extraHeadersAsync(() -> headers).queryAsync(() -> query));
        headers.complete(Map.of("X-A", "1"));
        fixture.server.lane.crank();
        assertThat(fixture.server.calls).isEmpty();

        query.complete(Map.of("n", "1"));

        assertThat(fixture.server.poll().request.headers()).containsEntry("X-A", "1");
        assertThat(FakeTransport.query(fixture.server.poll().request)).containsEntry("n", "1");
    }

    @Test
    void whatIsSuppliedTooLateIsForTheNextSession() {
        List<CompletableFuture<Map<String, String>>> asked = new ArrayList<>();
        Fixture fixture = connecting(options -> options.extraHeadersAsync(() -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }));
        fixture.advance(Duration.ofSeconds(21)); // timeout, and the delay of the first attempt
        assertThat(fixture.takeEvents()).containsExactly("connect_error timeout");
        assertThat(asked).hasSize(2);

        asked.get(0).complete(Map.of());
        fixture.server.lane.crank();
        assertThat(fixture.server.calls).isEmpty();

        asked.get(1).complete(Map.of());
        fixture.server.lane.crank();
        assertThat(fixture.server.calls).hasSize(1);
    }

    @Test
    void aSupplierThatFailsIsAFailureToConnect() {
        int[] asked = {0};
        Fixture fixture = connecting(options -> options.extraHeaders(() -> {
            if (++asked[0] == 1) {
                throw new IllegalStateException("no token");
            }
            return Map.of();
        }));
        assertThat(fixture.takeEvents()).containsExactly("connect_error no token");

        fixture.advance(Duration.ofSeconds(1));
        assertThat(fixture.server.isPolling()).isTrue();
    }

    @Test
    void aStageThatFailsIsAFailureToConnect() {
        Fixture fixture = connecting(options ->
                options.queryAsync(() -> CompletableFuture.failedFuture(new IllegalStateException("no token"))));

        assertThat(fixture.takeEvents()).containsExactly("connect_error no token");
    }

    @Test
    @SuppressWarnings("NullAway") // what a user may do all the same
    void aSupplierOfNothingIsAFailureToConnect() {
        Fixture stage = connecting(options -> options.extraHeadersAsync(() -> null));
        assertThat(stage.takeEvents()).singleElement().asString().startsWith("connect_error ");

        Fixture map = connecting(options -> options.query(() -> null));
        assertThat(map.takeEvents()).singleElement().asString().startsWith("connect_error ");
    }

    @Test
    void transportsAreTriedInTheirOrder() {
        Fixture fixture = connecting(options -> options.transports(TransportName.WEBSOCKET, TransportName.POLLING)
                .tryAllTransports(true));
        fixture.server.webSocket().failed(400, "no");

        assertThat(fixture.takeEvents()).isEmpty();
        fixture.server.poll().answer(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);

        assertThat(fixture.server.post().body()).isEqualTo("40");
    }

    @Test
    void whenNoTransportIsLeftTheLastErrorIsTold() {
        Fixture fixture = connecting(options -> options.tryAllTransports(true));
        fixture.server.poll().answer(500, "");
        fixture.server.webSocket().failed(502, "no");

        assertThat(fixture.takeEvents()).containsExactly("connect_error websocket error: status 502");
    }

    @Test
    void aHandshakeThatIsNoneHasTheNextTransportTried() {
        Fixture fixture = connecting(options -> options.tryAllTransports(true));

        fixture.server.poll().answer("0{}");

        assertThat(fixture.takeEvents()).isEmpty();
        assertThat(fixture.server.webSockets).hasSize(1);
    }

    @Test
    void unlessAllAreToBeTriedTheFirstFailureCounts() {
        Fixture fixture = connecting(options -> {});

        fixture.server.poll().answer(500, "");

        assertThat(fixture.takeEvents()).containsExactly("connect_error xhr poll error: status 500");
        assertThat(fixture.server.webSockets).isEmpty();
    }

    @Test
    void anotherOriginIsForTheNextSession() {
        Fixture fixture = connecting(options -> {});
        fixture.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);

        fixture.manager.origin("https://other.example/ignored");

        fixture.server.poll().answer("6");
        assertThat(fixture.manager.origin()).isEqualTo("https://other.example");
        fixture.server.poll().answer("1");
        fixture.advance(Duration.ofSeconds(1));
        assertThat(fixture.server.poll().request.uri().getHost()).isEqualTo("other.example");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        ManagerOptions.Builder options = ManagerOptions.builder();

        assertThatThrownBy(() -> options.transports()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.randomizationFactor(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.randomizationFactor(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.timeout(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.reconnectionAttempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.maxBufferedBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.maxPayloadBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.builder().retries(1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ackTimeout");
    }
}
