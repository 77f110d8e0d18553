package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import hocket.interop.Connection.Transport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What python-socketio and the server tell each other. */
class PythonClientTest {
    /** Room for 900 kB in base64, which is how a polling client sends them. */
    @RegisterExtension
    static final Scenarios SCENARIOS =
            Scenarios.socketIo(Settings.defaults().frequentHeartbeats().maxHttpBufferSize(2_000_000));

    @ParameterizedTest
    @EnumSource
    void theTransportIsTheOneAskedFor(Transport transport) throws Exception {
        assertThat(run(transport, "connects"))
                .isEqualTo(Json.tree(Map.of("transport", transport.last, "idDiffers", true)));
    }

    @ParameterizedTest
    @EnumSource
    void theHandshakeShowsQueryAuthAndHeaders(Transport transport) throws Exception {
        assertThat(run(transport, "handshake")).isEqualTo(Json.read("""
                                {"auth": {"user": "Zoë", "roles": [1, 2]}, "query": "a b&c", "header": "yes"}
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void valuesComeBackAsTheyWereSent(Transport transport) throws Exception {
        List<Object> values = List.of(
                "",
                "line\nbreak \"quoted\" \\ / \u0000 \u001e \u007f",
                "é ß 中文 😀👩‍👩‍👧 \u2028\u2029",
                Map.of("clé", List.of(1, 2.5, -0.1, true, false)),
                List.of(List.of(), Map.of()));

        assertThat(run(transport, "echoes", Map.of("values", values)).get("values"))
                .isEqualTo(Json.tree(values));
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeBackAsTheyWereSent(Transport transport) throws Exception {
        for (int length : new int[] {0, 1, 900_000}) {
            assertThat(run(transport, "binary", Map.of("length", length)))
                    .isEqualTo(Json.tree(Map.of("length", length, "same", true)));
        }
        assertThat(run(transport, "nested_binary")).isEqualTo(Json.read("""
                                {"back": [
                                  {"name": "outer", "list": [1, {"bytes": [1, 2]}, {"deep": {"bytes": [255]}}], "none": null},
                                  {"bytes": [0]}
                                ]}
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswersWithAnyNumberOfValues(Transport transport) throws Exception {
        assertThat(run(transport, "client_asks")).isEqualTo(Json.read("""
                                {"several": ["bytes", {"bytes": [1, 2, 3]}, {"inner": {"bytes": [4]}}], "one": 1, "none": null}
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void theClientAnswersWithBytes(Transport transport) throws Exception {
        assertThat(run(transport, "server_asks")).isEqualTo(Json.read("""
                                {"questions": [["why", {"bytes": [6]}]], "answer": ["yes", {"bytes": [7, 8]}, 9]}
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void aLateAnswerDoesNoHarm(Transport transport) throws Exception {
        assertThat(run(transport, "answer_comes_too_late"))
                .isEqualTo(Json.read("{\"late\": \"timed out\", \"held\": 1, \"echoed\": \"goes on\"}"));
    }

    @ParameterizedTest
    @EnumSource
    void burstsArriveCompleteAndInOrder(Transport transport) throws Exception {
        JsonNode allRight = Json.read("{\"count\": 1000, \"inOrder\": true, \"bytesAreRight\": true}");

        assertThat(run(transport, "burst_to_server", Map.of("count", 1000))).isEqualTo(allRight);
        assertThat(run(transport, "burst_to_client", Map.of("count", 1000))).isEqualTo(allRight);
    }

    @ParameterizedTest
    @EnumSource
    void namespacesShareAConnection(Transport transport) throws Exception {
        assertThat(run(transport, "namespaces"))
                .isEqualTo(Json.read("{\"inMain\": \"/\", \"inAdmin\": \"/admin\", \"idsDiffer\": true}"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedClientGetsMessageAndData(Transport transport) throws Exception {
        assertThat(run(transport, "refusals")).isEqualTo(Json.read("""
                                {
                                  "withData": {
                                    "message": "not allowed: é 😀",
                                    "data": {"code": 17, "missing": ["token", "rôle"]}
                                  },
                                  "byFailure": {"message": "it broke"},
                                  "unknown": {"message": "Invalid namespace"},
                                  "user": "Zoë"
                                }
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void namespacesAreMadeOnDemandEachWithItsParameterAndItsRooms(Transport transport) throws Exception {
        String made = "/dynamic-" + transport.wire;

        assertThat(run(transport, "dynamic_namespaces", Map.of("name", transport.wire)))
                .isEqualTo(Json.tree(Map.of(
                        "names", List.of(made + "-1", made + "-1", made + "-2"),
                        "params", List.of("1", "1", "2"),
                        "told", new String[][] {{"to one"}, {"to one"}, null})));
    }

    @ParameterizedTest
    @EnumSource
    void aBroadcastReachesTheRoomsItIsFor(Transport transport) throws Exception {
        assertThat(run(transport, "rooms", Map.of("room", transport.wire))).isEqualTo(Json.read("""
                                {
                                  "a": [["to the room"], ["to the room"]],
                                  "b": [["from a", {"bytes": [1, 2]}], ["to the room"], ["to the rest"]],
                                  "c": [["to the rest"], ["to the rest"]]
                                }
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void theSocketsOfARoomAnswerABroadcastAndASilentOneIsNotWaitedForTooLong(Transport transport) throws Exception {
        assertThat(run(transport, "room_answers", Map.of("room", "asked " + transport)))
                .isEqualTo(Json.read("""
                                {
                                  "complete": {
                                    "complete": true,
                                    "answers": [
                                      {"name": "a", "got": ["why", {"bytes": [1]}]},
                                      {"name": "b", "got": ["why", {"bytes": [1]}]}
                                    ]
                                  },
                                  "partial": {"complete": false, "from": ["a", "b"]}
                                }
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void eitherSideMayDisconnect(Transport transport) throws Exception {
        for (boolean close : new boolean[] {false, true}) {
            assertThat(run(transport, "server_disconnects", Map.of("close", close)))
                    .isEqualTo(Json.read("{\"serverReason\": \"server namespace disconnect\", \"connected\": false}"));
        }
        // The client closes its transport without waiting until the packet that says so was sent.
        List<String> reasons = HostKind.usual().noticesClientsThatLeave()
                ? List.of("client namespace disconnect", "transport close", "transport error")
                : List.of("client namespace disconnect", "transport close", "transport error", "ping timeout");
        assertThat(run(transport, "client_disconnects").get("serverReason").asText())
                .isIn(reasons);
    }

    /** Not by polling: this client takes the close packet that it is sent there for the end. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "UPGRADE"})
    void theClientComesBackWhenTheServerClosesTheTransport(Transport transport) throws Exception {
        assertThat(run(transport, "comes_back"))
                .isEqualTo(Json.read("{\"serverReason\": \"forced close\", \"sameId\": false, \"echoed\": \"back\"}"));
    }

    @ParameterizedTest
    @EnumSource
    void heartbeatsKeepAnIdleConnection(Transport transport) throws Exception {
        assertThat(run(transport, "heartbeats", Map.of("count", 2))).isEqualTo(Json.read("{\"echoed\": \"alive\"}"));
    }

    private static JsonNode run(Transport transport, String scenario) throws Exception {
        return run(transport, scenario, Map.of());
    }

    private static JsonNode run(Transport transport, String scenario, Map<String, ?> args) throws Exception {
        return SCENARIOS.run(new Connection(Client.PYTHON, transport), scenario, args);
    }
}
