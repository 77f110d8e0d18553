package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may join a namespace, what those are told who may not, and namespaces that are made on demand. */
class SocketIoAdmissionTest {
    private static final String REASON = "not allowed: é 😀";

    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults());

    @EachSocketIoConnection
    void aRefusedClientGetsMessageAndData(Connection connection) throws Exception {
        JsonNode data = Json.read("{\"code\": 17, \"missing\": [\"token\", \"rôle\"]}");

        assertThat(SCENARIOS.run(connection, "refusedWithData"))
                .isEqualTo(Json.tree(Map.of("refused", refusal(connection, REASON, data), "user", "Zoë")));
    }

    @EachSocketIoConnection
    void aMiddlewareThatFailsRefusesWithItsMessage(Connection connection) throws Exception {
        JsonNode nothing = Json.read("null");

        assertThat(SCENARIOS.run(connection, "refusedByAFailure"))
                .isEqualTo(refusal(connection, AdmissionHandlers.INTENDED_FAILURE, nothing));
    }

    @EachSocketIoConnection
    void aRefusalLeavesTheConnectionsOtherSocketsAlone(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "refusalLeavesTheOthers"))
                .isEqualTo(Json.read("{\"echoed\": \"goes on\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void aRefusedClientMayAskAgainWithTheRightAuth(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "comesBackWithTheRightAuth"))
                .isEqualTo(Json.tree(Map.of("message", REASON, "user", "Zoë")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void anAuthFunctionIsAskedForEachConnection(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "authIsAFunction"))
                .isEqualTo(Json.read("{\"first\": {\"call\": 1}, \"second\": {\"call\": 2}}"));
    }

    @EachSocketIoConnection
    void aClientMayLeaveANamespaceAndJoinItAgainAtOnce(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "leavesAndComesBackAtOnce"))
                .isEqualTo(Json.read("{\"where\": \"/admin\", \"echoed\": \"main goes on\"}"));
    }

    @EachSocketIoConnection
    void whatMiddlewareEmitsAndTheRoomItChoosesAreThereFromTheBeginning(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "greetedBeforeItIsIn"))
                .isEqualTo(Json.read("{\"greetings\": [[\"before you are in\"]], \"told\": [\"you are in\"]}"));
    }

    @EachSocketIoConnection
    void namespacesAreMadeOnDemandEachWithItsParameterAndItsRooms(Connection connection) throws Exception {
        String name = nameOf(connection);
        String made = "/dynamic-" + name;

        assertThat(SCENARIOS.run(connection, "dynamicNamespaces", Map.of("name", name)))
                .isEqualTo(Json.tree(Map.of(
                        "names", new String[] {made + "-1", made + "-1", made + "-2"},
                        "params", new String[] {"1", "1", "2"},
                        "told", new String[][] {{"to one"}, {"to one"}, {}})));
    }

    @EachSocketIoConnection
    void aParentReachesTheSocketsOfItsChildren(Connection connection) throws Exception {
        String name = nameOf(connection);

        assertThat(SCENARIOS.run(connection, "parentReachesItsChildren", Map.of("name", name)))
                .isEqualTo(Json.tree(Map.of("got", new String[][] {{name}, {name}})));
    }

    @EachSocketIoConnection
    void aFunctionDecidesAboutNamesByTheHandshake(Connection connection) throws Exception {
        String tenant = connection.client().isLegacy() ? "zoe" : "zoë";

        assertThat(SCENARIOS.run(connection, "decidedByAFunction"))
                .isEqualTo(Json.tree(Map.of("where", "/tenant/" + tenant, "message", "Invalid namespace")));
    }

    @EachSocketIoConnection
    void theParentsMiddlewareRefusesForItsChildren(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "refusedByTheParent")).isEqualTo(Json.read("{\"message\": \"closed\"}"));
    }

    /** What can stand in the name of a dynamic namespace, and no other test uses. */
    private static String nameOf(Connection connection) {
        return connection.client().alias + "_" + connection.transport().wire;
    }

    /** In the shape of the client's version: the old one gets the data, or if there is none the message. */
    private static JsonNode refusal(Connection connection, String message, JsonNode data) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("connected", false);
        if (connection.client().isLegacy()) {
            seen.put("error", data.isNull() ? message : data);
        } else {
            seen.put("message", message);
            seen.put("data", data);
        }
        return Json.tree(seen);
    }
}
