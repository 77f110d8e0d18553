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

/** The current client with socket.io-msgpack-parser. */
class MsgpackTest {
    @RegisterExtension
    static final Scenarios SCENARIOS =
            Scenarios.socketIo(Settings.defaults().maxHttpBufferSize(2_000_000).withMsgpack());

    @ParameterizedTest
    @EnumSource
    void valuesComeBackAsTheyWereSent(Transport transport) throws Exception {
        List<Object> values = List.of("", "é 😀 \u2028", 1, -1, 2.5, 1L << 40, true, Map.of("a", List.of(Map.of())));

        assertThat(run(transport, "echoes", Map.of("values", values)).get("values"))
                .isEqualTo(Json.tree(values));
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeBackAsTheyWereSent(Transport transport) throws Exception {
        for (int length : new int[] {1, 900_000}) {
            assertThat(run(transport, "binary", Map.of("length", length)))
                    .isEqualTo(Json.tree(Map.of("length", length, "same", true)));
        }
        assertThat(run(transport, "nestedBinary", Map.of())).isEqualTo(Json.read("""
                                {
                                  "first": {"name": "outer", "list": [1, {"bytes": [1, 2]}, {"deep": {"bytes": [255]}}], "none": null},
                                  "second": {"bytes": [0]}
                                }
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesAnswerWithBytes(Transport transport) throws Exception {
        assertThat(run(transport, "clientAsksWithBytes", Map.of()).get("values"))
                .isEqualTo(Json.read("[\"bytes\", {\"bytes\": [1, 2, 3]}, {\"inner\": {\"bytes\": [4]}}]"));
        assertThat(run(transport, "serverAsks", Map.of()).get("answer"))
                .isEqualTo(Json.read("[\"yes\", {\"bytes\": [7, 8]}, 9]"));
    }

    @ParameterizedTest
    @EnumSource
    void burstsArriveCompleteAndInOrder(Transport transport) throws Exception {
        JsonNode allRight = Json.tree(Map.of("count", 1000, "inOrder", true, "bytesAreRight", true));

        assertThat(run(transport, "burstToServer", Map.of("count", 1000))).isEqualTo(allRight);
        assertThat(run(transport, "burstToClient", Map.of("count", 1000))).isEqualTo(allRight);
    }

    @ParameterizedTest
    @EnumSource
    void namespacesAreJoinedLeftAndRefused(Transport transport) throws Exception {
        assertThat(run(transport, "namespaces", Map.of()).get("inAdmin").asText())
                .isEqualTo("/admin");
        assertThat(run(transport, "unknownNamespace", Map.of()).get("message").asText())
                .isEqualTo("Invalid namespace");
    }

    private static JsonNode run(Transport transport, String scenario, Map<String, ?> args) throws Exception {
        Map<String, Object> all = new HashMap<>(args);
        all.put("parser", "socket.io-msgpack-parser");
        return SCENARIOS.run(new Connection(Client.SOCKET_IO_4, transport), scenario, all);
    }
}
