package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import hocket.interop.Connection.Transport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Engine.IO clients alone against a bare engine. */
class EngineIoClientTest {
    private static final int BURST = 1000;

    @RegisterExtension
    static final Scenarios SCENARIOS =
            Scenarios.engineIo(Settings.defaults().frequentHeartbeats().maxHttpBufferSize(2_000_000));

    @EachEngineIoConnection
    void theHandshakeTellsWhatTheServerWants(Connection connection) throws Exception {
        JsonNode seen = SCENARIOS.run(connection, "connects");
        JsonNode handshake = seen.get("handshake");

        assertThat(seen.get("first").asText()).isEqualTo(connection.transport().first);
        assertThat(seen.get("last").asText()).isEqualTo(connection.transport().last);
        assertThat(handshake.get("sid").asText()).matches("[A-Za-z0-9_-]{20}");
        assertThat(handshake.get("upgrades"))
                .isEqualTo(Json.tree(connection.transport() == Transport.WEBSOCKET ? List.of() : List.of("websocket")));
        assertThat(handshake.get("pingInterval").asInt()).isEqualTo(300);
        assertThat(handshake.get("pingTimeout").asInt()).isEqualTo(1000);
        assertThat(handshake.get("maxPayload").asInt()).isEqualTo(2_000_000);
    }

    @EachEngineIoConnection
    void textComesBackAsItWasSent(Connection connection) throws Exception {
        List<String> texts = List.of("plain", "é ß 中文 😀\u2028\u2029", "\u0000\u007f", "שלום مرحبا", "0", "b64");

        assertThat(SCENARIOS.run(connection, "echoes", Map.of("values", texts)).get("values"))
                .isEqualTo(Json.tree(texts));
    }

    @EachEngineIoConnection
    void bytesComeBackAsTheyWereSent(Connection connection) throws Exception {
        for (int length : new int[] {1, 900_000}) {
            assertThat(SCENARIOS.run(connection, "binary", Map.of("length", length)))
                    .isEqualTo(Json.tree(Map.of("length", length, "same", true)));
        }
    }

    @EachEngineIoConnection
    void aBurstOfTheClientIsEchoedCompleteAndInOrder(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "burstToServer", Map.of("count", BURST)))
                .isEqualTo(Json.tree(Map.of("count", BURST, "right", true)));
    }

    @EachEngineIoConnection
    void aBurstOfTheServerArrivesCompleteAndInOrder(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "burstToClient", Map.of("count", BURST)))
                .isEqualTo(Json.tree(Map.of("count", BURST, "right", true)));
    }

    @ParameterizedTest
    @EnumSource(names = "ENGINE_IO_.", mode = EnumSource.Mode.MATCH_ALL)
    void aBurstOfTheServerSurvivesTheUpgrade(Client client) throws Exception {
        Connection connection = new Connection(client, Transport.UPGRADE);

        assertThat(SCENARIOS.run(connection, "burstDuringUpgrade", Map.of("count", BURST)))
                .isEqualTo(Json.tree(Map.of("began", "polling", "ended", "websocket", "count", BURST, "right", true)));
    }

    @EachEngineIoConnection
    void theClientIsToldWhenTheServerCloses(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "serverCloses")).isEqualTo(lost("transport close", "forced close"));
    }

    @EachEngineIoConnection
    void theServerIsToldWhenTheClientCloses(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientCloses")).isEqualTo(lost("forced close", "transport close"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overWebSocket")
    void bothSidesNoticeWhenTheConnectionBreaks(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "connectionBreaks")).isEqualTo(lost("transport close", "transport close"));
    }

    @EachEngineIoConnection
    void aClientThatFallsSilentTimesOut(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientFallsSilent")).isEqualTo(lost("transport close", "ping timeout"));
    }

    @EachEngineIoConnection
    void theClientIsToldWhenTheServerStops(Connection connection) throws Exception {
        Scenarios.Run run = SCENARIOS.start(connection, "serverRestarts", Map.of());
        run.awaitStep("connected");
        SCENARIOS.server().restart();
        run.signal("restarted");
        JsonNode seen = run.result();

        // A polling client between two polls finds nobody at the port instead of the close packet.
        assertThat(seen.get("reason").asText()).isIn("transport close", "transport error");
        assertThat(seen.get("serverReason").asText()).isEqualTo("forced close");
    }

    @EachEngineIoConnection
    void heartbeatsKeepAnIdleConnection(Connection connection) throws Exception {
        assertThat(SCENARIOS
                        .run(connection, "heartbeats", Map.of("count", 3))
                        .get("echoed")
                        .asText())
                .isEqualTo("alive");
    }

    static Stream<Connection> overWebSocket() {
        return Connection.ofEngineIo().filter(connection -> connection.transport() != Transport.POLLING);
    }

    private static JsonNode lost(String reason, String serverReason) {
        return Json.tree(Map.of("reason", reason, "serverReason", serverReason));
    }
}
