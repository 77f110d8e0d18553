package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import hocket.interop.Connection.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients that have a msgpack parser: those of the current protocol with socket.io-msgpack-parser, and python-socketio. */
class MsgpackTest {
    @RegisterExtension
    static final Scenarios SCENARIOS =
            Scenarios.socketIo(Settings.defaults().maxHttpBufferSize(2_000_000).withMsgpack());

    @RegisterExtension
    static final Scenarios RECOVERING =
            Scenarios.socketIo(Settings.defaults().withMsgpack().withRecovery());

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void valuesComeBackAsTheyWereSent(Connection connection) throws Exception {
        List<Object> values = List.of("", "é 😀 \u2028", 1, -1, 2.5, 1L << 40, true, Map.of("a", List.of(Map.of())));

        assertThat(run(connection, "echoes", Map.of("values", values)).get("values"))
                .isEqualTo(Json.tree(values));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void bytesComeBackAsTheyWereSent(Connection connection) throws Exception {
        for (int length : new int[] {1, 900_000}) {
            assertThat(run(connection, "binary", Map.of("length", length)))
                    .isEqualTo(Json.tree(Map.of("length", length, "same", true)));
        }
        assertThat(run(connection, "nestedBinary", Map.of())).isEqualTo(Json.read("""
                                {
                                  "first": {"name": "outer", "list": [1, {"bytes": [1, 2]}, {"deep": {"bytes": [255]}}], "none": null},
                                  "second": {"bytes": [0]}
                                }
                                """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void bothSidesAnswerWithBytes(Connection connection) throws Exception {
        assertThat(run(connection, "clientAsksWithBytes", Map.of()).get("values"))
                .isEqualTo(Json.read("[\"bytes\", {\"bytes\": [1, 2, 3]}, {\"inner\": {\"bytes\": [4]}}]"));
        assertThat(run(connection, "serverAsks", Map.of()).get("answer"))
                .isEqualTo(Json.read("[\"yes\", {\"bytes\": [7, 8]}, 9]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void burstsArriveCompleteAndInOrder(Connection connection) throws Exception {
        JsonNode allRight = Json.tree(Map.of("count", 1000, "inOrder", true, "bytesAreRight", true));

        assertThat(run(connection, "burstToServer", Map.of("count", 1000))).isEqualTo(allRight);
        assertThat(run(connection, "burstToClient", Map.of("count", 1000))).isEqualTo(allRight);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void namespacesAreJoinedLeftAndRefused(Connection connection) throws Exception {
        assertThat(run(connection, "namespaces", Map.of()).get("inAdmin").asText())
                .isEqualTo("/admin");
        assertThat(run(connection, "unknownNamespace", Map.of()).get("message").asText())
                .isEqualTo("Invalid namespace");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void aRefusedClientGetsMessageAndData(Connection connection) throws Exception {
        assertThat(run(connection, "refusedWithData", Map.of())).isEqualTo(Json.read("""
                                {
                                  "refused": {
                                    "message": "not allowed: é 😀",
                                    "data": {"code": 17, "missing": ["token", "rôle"]},
                                    "connected": false
                                  },
                                  "user": "Zoë"
                                }
                                """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void theSocketsOfARoomAnswerABroadcastWithBytes(Connection connection) throws Exception {
        assertThat(run(connection, "roomAnswersWithBytes", Map.of("room", "asked " + connection)))
                .isEqualTo(Json.read("{\"complete\": true, \"answers\": [{\"bytes\": [7, 8]}]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void datesArriveAsIsoStrings(Connection connection) throws Exception {
        assertThat(run(connection, "dates", Map.of()).get("back")).isEqualTo(Json.read("""
                                ["2024-02-29T12:30:45.678Z", {"inner": ["2024-02-29T12:30:45.678Z"]}]
                                """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void aClientThatWasCutOffGetsWhatItHasMissed(Connection connection) throws Exception {
        Map<String, Object> args =
                Map.of("how", "byServer", "room", "left by " + connection, "parser", "socket.io-msgpack-parser");

        JsonNode seen = RECOVERING.run(connection, "recovers", args);

        assertThat(seen.get("recovered").asBoolean()).isTrue();
        assertThat(seen.get("missed"))
                .isEqualTo(Json.read("[[0, {\"bytes\": [1, 2]}], [1, \"by its id\"], [2, \"é 😀\"], [3]]"));
    }

    @ParameterizedTest
    @EnumSource
    void pythonSendsAndGetsValuesBytesAndAnswers(Transport transport) throws Exception {
        List<Object> values = List.of("é 😀 \u2028", 1, -1, 2.5, 1L << 40, true, Map.of("a", List.of(Map.of())));

        assertThat(python(transport, "echoes", Map.of("values", values)).get("values"))
                .isEqualTo(Json.tree(values));
        assertThat(python(transport, "binary", Map.of("length", 900_000)))
                .isEqualTo(Json.tree(Map.of("length", 900_000, "same", true)));
        assertThat(python(transport, "server_asks", Map.of())).isEqualTo(Json.read("""
                                {"questions": [["why", {"bytes": [6]}]], "answer": ["yes", {"bytes": [7, 8]}, 9]}
                                """));
        assertThat(python(transport, "refusals", Map.of()).get("withData").get("data"))
                .isEqualTo(Json.read("{\"code\": 17, \"missing\": [\"token\", \"rôle\"]}"));
    }

    private static JsonNode python(Transport transport, String scenario, Map<String, ?> args) throws Exception {
        Map<String, Object> all = new HashMap<>(args);
        all.put("serializer", "msgpack");
        return SCENARIOS.run(new Connection(Client.PYTHON, transport), scenario, all);
    }

    private static JsonNode run(Connection connection, String scenario, Map<String, ?> args) throws Exception {
        Map<String, Object> all = new HashMap<>(args);
        all.put("parser", "socket.io-msgpack-parser");
        return SCENARIOS.run(connection, scenario, all);
    }
}
