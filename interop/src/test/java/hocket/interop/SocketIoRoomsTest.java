package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Namespaces and rooms, as the Socket.IO clients see them. */
class SocketIoRoomsTest {
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults());

    @EachSocketIoConnection
    void namespacesShareAConnectionAndNothingElse(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "namespaces")).isEqualTo(Json.read("""
                                {
                                  "inAdmin": "/admin",
                                  "inMain": "/",
                                  "idsDiffer": true,
                                  "reason": "io client disconnect",
                                  "serverReason": "client namespace disconnect",
                                  "echoed": "main goes on"
                                }
                                """));
    }

    @EachSocketIoConnection
    void anUnknownNamespaceIsRefusedInTheShapeOfTheClientsVersion(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "unknownNamespace"))
                .isEqualTo(Json.tree(Map.of(
                        "isError", !connection.client().isLegacy(),
                        "message", "Invalid namespace",
                        "echoed", "main goes on")));
    }

    @EachSocketIoConnection
    void aBroadcastReachesTheRoomsItIsFor(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "rooms")).isEqualTo(Json.read("""
                                {
                                  "a": [["to the room"], ["to who stayed"]],
                                  "b": [["from a", {"bytes": [1, 2]}], ["to the room"]],
                                  "c": [["to the rest"]]
                                }
                                """));
    }

    @EachSocketIoConnection
    void aBroadcastOfBytesReachesEveryoneWhole(Connection connection) throws Exception {
        assertThat(SCENARIOS
                        .run(connection, "broadcastOfBytes", Map.of("count", 5))
                        .get("right")
                        .asInt())
                .isEqualTo(5);
    }
}
