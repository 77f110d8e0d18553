package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Revision;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Map<String, Gate.Known> SESSIONS = Map.of(
            "polls", new Gate.Known(Revision.V4, "polling", null),
            "sockets", new Gate.Known(Revision.V4, "websocket", null),
            "old", new Gate.Known(Revision.V3, "polling", null));

    private final Gate gate = new Gate(EngineOptions.builder().build(), SESSIONS::get);

    private static HttpRequest request(String method, String query, HttpHeaders headers) {
        return new HttpRequest(method, "/engine.io/?" + query, headers, "192.0.2.1", false);
    }

    private ConnectionError check(String method, String query, boolean webSocket) {
        return gate.check(request(method, query, new HttpHeaders()), webSocket);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, EIO=4&transport=polling, false",
        "GET, EIO=3&transport=polling, false",
        "GET, EIO=4&transport=websocket, true",
        "GET, EIO=4&transport=polling&sid=, false",
        "GET, EIO=4&transport=polling&sid=polls, false",
        "POST, EIO=4&transport=polling&sid=polls, false",
        "GET, EIO=4&transport=websocket&sid=polls, true",
        "GET, EIO=3&transport=polling&sid=old, false",
        "GET, transport=polling&sid=old, false"
    })
    void passes(String method, String query, boolean webSocket) {
        assertThat(check(method, query, webSocket)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, EIO=4, false, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=abc, false, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=constructor, false, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=__proto__, false, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=webtransport, false, UNKNOWN_TRANSPORT",
        "GET, EIO=4&transport=polling&sid=unknown, false, UNKNOWN_SID",
        "GET, EIO=4&transport=polling&sid=__proto__, false, UNKNOWN_SID",
        "GET, EIO=4&transport=polling&sid=sockets, false, BAD_REQUEST",
        "GET, EIO=3&transport=polling&sid=polls, false, BAD_REQUEST",
        "GET, transport=websocket&sid=polls, true, BAD_REQUEST",
        "POST, EIO=4&transport=polling, false, BAD_HANDSHAKE_METHOD",
        "OPTIONS, EIO=4&transport=polling, false, BAD_HANDSHAKE_METHOD",
        "GET, EIO=4&transport=websocket, false, BAD_REQUEST",
        "GET, EIO=4&transport=polling, true, BAD_REQUEST"
    })
    void refuses(String method, String query, boolean webSocket, HandshakeError error) {
        assertThat(check(method, query, webSocket).error()).isEqualTo(error);
    }

    @Test
    void contextsAreThoseOfTheReference() {
        assertThat(check("GET", "EIO=4&transport=abc", false).context()).isEqualTo(Map.of("transport", "abc"));
        assertThat(check("GET", "EIO=4&transport=polling&sid=x", false).context())
                .isEqualTo(Map.of("sid", "x"));
        assertThat(check("PUT", "EIO=4&transport=polling", false).context()).isEqualTo(Map.of("method", "PUT"));
        assertThat(check("GET", "EIO=4&transport=polling&sid=sockets", false).context())
                .isEqualTo(
                        Map.of("name", "TRANSPORT_MISMATCH", "transport", "polling", "previousTransport", "websocket"));
        assertThat(check("GET", "EIO=3&transport=polling&sid=polls", false).context())
                .isEqualTo(Map.of("name", "PROTOCOL_MISMATCH", "protocol", 3, "previousProtocol", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3", "", "EIO=abc", "EIO=5", "EIO=04"})
    void everyRevisionButTheFourthCountsAsTheThirdAndIsServedOnlyIfAllowed(String eio) {
        HttpRequest request = request("GET", eio + "&transport=polling", new HttpHeaders());
        ConnectionError error = gate.checkRevision(request);
        assertThat(error.error()).isEqualTo(HandshakeError.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(error.context()).isEqualTo(Map.of("protocol", 3));
        assertThat(new Gate(EngineOptions.builder().allowEIO3(true).build(), SESSIONS::get).checkRevision(request))
                .isNull();
    }

    @Test
    void allowedOriginsRefuseOtherPagesAndLetRequestsWithoutAPagePass() {
        Gate strict =
                new Gate(EngineOptions.builder().allowedOrigins("https://ours").build(), SESSIONS::get);
        String query = "EIO=4&transport=polling";
        HttpRequest theirs = request("GET", query, new HttpHeaders().add("Origin", "https://theirs"));
        HttpRequest ours = request("GET", query, new HttpHeaders().add("Origin", "https://ours"));
        assertThat(strict.check(theirs, false).error()).isEqualTo(HandshakeError.FORBIDDEN);
        assertThat(strict.check(ours, false)).isNull();
        assertThat(strict.check(request("GET", query, new HttpHeaders()), false))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ours/page?x#y, true",
        "https://ours, true",
        "https://ours.theirs/, false",
        "https://theirs/https://ours/, false",
        "about:client, false",
        ", false"
    })
    void aScriptIsOfThePageThatRefersToIt(String page, boolean passes) {
        Gate strict =
                new Gate(EngineOptions.builder().allowedOrigins("https://ours").build(), SESSIONS::get);
        HttpHeaders headers = new HttpHeaders();
        if (page != null) {
            headers.add("Referer", page);
        }
        HttpRequest script = request("GET", "EIO=4&transport=polling&j=0", headers);
        assertThat(strict.check(script, false) == null).isEqualTo(passes);
        assertThat(gate.check(script, false)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hocket.example, hocket.example, true",
        "http://hocket.example:8080, hocket.example:8080, true",
        "https://hocket.example, hocket.example:443, true",
        "https://HOCKET.example, hocket.example, true",
        "https://hocket.example:8443, hocket.example, false",
        "https://hocket.example, hocket.example:80, false",
        "https://theirs.example, hocket.example, false",
        "https://hocket.example.theirs.example, hocket.example, false",
        "null, hocket.example, false",
        "http://[::1]:3000, [::1]:3000, true",
        "https://hocket.example, , false"
    })
    void theSameHostIsTheOneTheRequestWasSentTo(String origin, String host, boolean same) {
        HttpHeaders headers = new HttpHeaders();
        if (host != null) {
            headers.add("Host", host);
        }
        HttpRequest request = request("GET", "EIO=4&transport=polling", headers);
        assertThat(OriginCheck.sameHost().allows(request, origin)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"ada, ada, true", "ada, bob, false", "ada, , true", ", ada, true", ", , true"})
    void aSessionIsOnlyThatOfWhomeverItBeganWith(String then, String now, boolean passes) {
        Gate strict = new Gate(
                EngineOptions.builder().build(),
                sid -> new Gate.Known(Revision.V4, "polling", then == null ? null : () -> then));
        HttpRequest request = new HttpRequest(
                "GET",
                "/engine.io/?EIO=4&transport=polling&sid=x",
                new HttpHeaders(),
                "192.0.2.1",
                false,
                now == null ? null : () -> now);
        ConnectionError error = strict.check(request, false);
        if (passes) {
            assertThat(error).isNull();
        } else {
            assertThat(error.error()).isEqualTo(HandshakeError.BAD_REQUEST);
            assertThat(error.context()).isEqualTo(Map.of("name", "PRINCIPAL_MISMATCH"));
        }
    }

    @Test
    void transportsThatAreNotListedAreUnknown() {
        Gate only = new Gate(EngineOptions.builder().transports("websocket").build(), SESSIONS::get);
        assertThat(only.check(request("GET", "EIO=4&transport=polling", new HttpHeaders()), false)
                        .error())
                .isEqualTo(HandshakeError.UNKNOWN_TRANSPORT);
    }
}
