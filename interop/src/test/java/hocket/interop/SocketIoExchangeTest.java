package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Socket.IO clients and the server tell each other arrives as it was sent. */
class SocketIoExchangeTest {
    private static final int BURST = 1000;

    /** Room for 900 kB in base64, which is how a polling client sends them. */
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults().maxHttpBufferSize(2_000_000));

    @EachSocketIoConnection
    void theTransportIsTheOneAskedFor(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "connects"))
                .isEqualTo(Json.tree(Map.of(
                        "first", connection.transport().first,
                        "last", connection.transport().last,
                        "idIsThatOfTheSession", connection.client().isLegacy())));
    }

    @EachSocketIoConnection
    void theHandshakeShowsQueryAuthAndHeaders(Connection connection) throws Exception {
        Object auth = connection.client().isLegacy() ? Map.of() : Map.of("user", "Zoë", "roles", List.of(1, 2));

        assertThat(SCENARIOS.run(connection, "handshake"))
                .isEqualTo(Json.tree(Map.of("auth", auth, "query", "a b&c", "header", "yes")));
    }

    @EachSocketIoConnection
    void theQueryOfANamespaceIsSeenInItsHandshake(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "namespaceQuery").get("query").asText())
                .isEqualTo("of admin");
    }

    @EachSocketIoConnection
    void textComesBackAsItWasSent(Connection connection) throws Exception {
        List<Object> values = List.of(
                "",
                "plain",
                "line\nbreak \"quoted\" \\ / \u0000 \u001e \u007f",
                "é ß 中文 😀👩‍👩‍👧 \u2028\u2029",
                "\u202eright to left: שלום مرحبا\u202c",
                Map.of("clé", List.of(1, 2.5, -0.1, 1e21, true, false)),
                List.of(List.of(), Map.of()));

        assertThat(echo(connection, values)).isEqualTo(Json.tree(values));
    }

    @EachSocketIoConnection
    void aLoneSurrogateComesBackOrIsReplaced(Connection connection) throws Exception {
        JsonNode back = echo(connection, List.of("<\ud83d>", "<\ude00>", "after"));

        assertThat(back.get(0).asText()).isIn("<\ud83d>", "<\ufffd>");
        assertThat(back.get(1).asText()).isIn("<\ude00>", "<\ufffd>");
        assertThat(back.get(2).asText()).isEqualTo("after");
    }

    @EachSocketIoConnection
    void bytesComeBackAsTheyWereSent(Connection connection) throws Exception {
        for (int length : new int[] {0, 1, 900_000}) {
            assertThat(SCENARIOS.run(connection, "binary", Map.of("length", length)))
                    .isEqualTo(Json.tree(Map.of("length", length, "same", true)));
        }
    }

    @EachSocketIoConnection
    void bytesInsideObjectsComeBackInTheirPlaces(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "nestedBinary")).isEqualTo(Json.read("""
                                {
                                  "first": {"name": "outer", "list": [1, {"bytes": [1, 2]}, {"deep": {"bytes": [255]}}], "none": null},
                                  "second": {"bytes": [0]}
                                }
                                """));
    }

    @EachSocketIoConnection
    void theServerAnswersWithAnyNumberOfValues(Connection connection) throws Exception {
        List<Object> values = List.of(1, "two", Map.of("three", List.of(3)));

        assertThat(ask(connection, values)).isEqualTo(Json.tree(values));
        assertThat(ask(connection, List.of())).isEqualTo(Json.tree(List.of()));
    }

    @EachSocketIoConnection
    void theServerAnswersWithBytes(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "clientAsksWithBytes").get("values"))
                .isEqualTo(Json.read("[\"bytes\", {\"bytes\": [1, 2, 3]}, {\"inner\": {\"bytes\": [4]}}]"));
    }

    @EachSocketIoConnection
    void theClientAnswersWithBytes(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "serverAsks")).isEqualTo(Json.read("""
                                {"question": ["why", {"bytes": [6]}], "answer": ["yes", {"bytes": [7, 8]}, 9]}
                                """));
    }

    @EachSocketIoConnection
    void anAnswerThatDoesNotComeTimesOutAndALateOneIsIgnored(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "serverAsksInVain").get("echoed").asText())
                .isEqualTo("still here");
    }

    @EachSocketIoConnection
    void aBurstOfTheClientArrivesCompleteAndInOrder(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "burstToServer", Map.of("count", BURST)))
                .isEqualTo(allRight());
    }

    @EachSocketIoConnection
    void aBurstOfTheServerArrivesCompleteAndInOrder(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "burstToClient", Map.of("count", BURST)))
                .isEqualTo(allRight());
    }

    @ParameterizedTest
    @EnumSource(names = "SOCKET_IO_.", mode = EnumSource.Mode.MATCH_ALL)
    void burstsBothWaysSurviveTheUpgrade(Client client) throws Exception {
        Connection connection = new Connection(client, Connection.Transport.UPGRADE);

        assertThat(SCENARIOS.run(connection, "burstDuringUpgrade", Map.of("count", BURST)))
                .isEqualTo(Json.tree(Map.of("ended", "websocket", "down", allRight(), "up", allRight())));
    }

    private static JsonNode echo(Connection connection, List<Object> values) throws Exception {
        return SCENARIOS.run(connection, "echoes", Map.of("values", values)).get("values");
    }

    private static JsonNode ask(Connection connection, List<Object> values) throws Exception {
        return SCENARIOS.run(connection, "clientAsks", Map.of("values", values)).get("values");
    }

    private static JsonNode allRight() {
        return Json.tree(Map.of("count", BURST, "inOrder", true, "bytesAreRight", true));
    }
}
