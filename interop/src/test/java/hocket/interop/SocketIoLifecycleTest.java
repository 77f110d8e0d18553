package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Transport;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How Socket.IO connections end, the word each side has for it, and how they come back. */
class SocketIoLifecycleTest {
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults().frequentHeartbeats());

    @EachSocketIoConnection
    void theClientComesBackWhenTheServerClosesTheTransport(Connection connection) throws Exception {
        JsonNode seen = SCENARIOS.run(connection, "serverClosesTransport");

        assertThat(seen).isEqualTo(lostAndBack("transport close", "forced close"));
    }

    @EachSocketIoConnection
    void theClientComesBackWhenTheServerRestartsOnItsPort(Connection connection) throws Exception {
        Scenarios.Run run = SCENARIOS.start(connection, "serverRestarts", Map.of());
        run.awaitStep("connected");
        SCENARIOS.server().restart();
        JsonNode seen = run.result();

        // A polling client between two polls finds nobody at the port instead of the close packet.
        assertThat(seen.get("reason").asText()).isIn("transport close", "transport error");
        assertThat(seen).isEqualTo(lostAndBack(seen.get("reason").asText(), "server shutting down"));
    }

    @EachSocketIoConnection
    void theClientComesBackWhenItHasClosedItsTransport(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientClosesTransport"))
                .isEqualTo(lostAndBack("forced close", "transport close"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overWebSocket")
    void theClientComesBackWhenTheConnectionBreaks(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "connectionBreaks"))
                .isEqualTo(lostAndBack("transport close", "transport close"));
    }

    @EachSocketIoConnection
    void aClientThatFallsSilentTimesOut(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientFallsSilent"))
                .isEqualTo(lostAndBack("transport close", "ping timeout"));
    }

    @EachSocketIoConnection
    void heartbeatsKeepAnIdleConnection(Connection connection) throws Exception {
        assertThat(SCENARIOS
                        .run(connection, "heartbeats", Map.of("count", 3))
                        .get("echoed")
                        .asText())
                .isEqualTo("alive");
    }

    @EachSocketIoConnection
    void aClientThatTheServerDisconnectsStaysAwayUntilItConnectsAgain(Connection connection) throws Exception {
        for (boolean close : new boolean[] {false, true}) {
            assertThat(SCENARIOS.run(connection, "serverDisconnects", Map.of("close", close)))
                    .isEqualTo(Json.tree(Map.of(
                            "reason", "io server disconnect",
                            "serverReason", "server namespace disconnect",
                            "connectedBefore", false)));
        }
    }

    @EachSocketIoConnection
    void aClientThatDisconnectsIsGone(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientDisconnects"))
                .isEqualTo(Json.tree(
                        Map.of("reason", "io client disconnect", "serverReason", "client namespace disconnect")));
    }

    static Stream<Connection> overWebSocket() {
        return Connection.ofSocketIo().filter(connection -> connection.transport() != Transport.POLLING);
    }

    /** The id is new: nothing was recovered. */
    private static JsonNode lostAndBack(String reason, String serverReason) {
        return Json.tree(Map.of("reason", reason, "serverReason", serverReason, "sameId", false, "echoed", "back"));
    }
}
