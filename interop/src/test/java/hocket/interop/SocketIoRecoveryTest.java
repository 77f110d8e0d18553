package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import hocket.interop.Connection.Transport;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that are cut, and sockets of the current client that go on where they were. */
class SocketIoRecoveryTest {
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults().withRecovery());

    static Stream<Arguments> cuts() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of("byServer", "byClient", "ofConnection")
                        .filter(how -> transport != Transport.POLLING || !how.equals("ofConnection"))
                        .map(how -> Arguments.of(transport, how)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aClientThatWasCutOffGetsEverythingBack(Transport transport, String how) throws Exception {
        String room = transport + " " + how;

        assertThat(run(transport, "recovers", Map.of("how", how, "room", room)))
                .isEqualTo(Json.read("""
                                {
                                  "recovered": true,
                                  "sameId": true,
                                  "missed": [[0, {"bytes": [1, 2]}], [1, "by its id"], [2, "é 😀"], [3]],
                                  "state": {
                                    "recovered": true,
                                    "data": {"name": "Zoë", "list": [1, {"deep": true}]},
                                    "rooms": ["%1$s", "%1$s too"],
                                    "inOwnRoom": true
                                  },
                                  "heard": "live",
                                  "echoed": "goes on"
                                }
                                """.formatted(room)));
    }

    @ParameterizedTest
    @EnumSource
    void aClientMayBeCutOffAgain(Transport transport) throws Exception {
        assertThat(run(transport, "recoversTwice"))
                .isEqualTo(Json.read("{\"recovered\": [true, true], \"told\": [[0], [1]]}"));
    }

    @ParameterizedTest
    @EnumSource
    void eachNamespaceOfAConnectionIsRecovered(Transport transport) throws Exception {
        assertThat(run(transport, "recoversInEachNamespace")).isEqualTo(Json.read("""
                                {"recovered": [true, true], "sameIds": true, "states": ["of main", "of admin"]}
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfABurstIsLostOrComesTwiceAcrossACut(Transport transport) throws Exception {
        assertThat(run(transport, "burstAcrossACut", Map.of("count", 400)))
                .isEqualTo(Json.read("{\"recovered\": true, \"count\": 400, \"inOrder\": true}"));
    }

    /** The reference wants an offset, and so does not pass this. */
    @ParameterizedTest
    @EnumSource
    void aClientThatGotNoEventIsRecoveredToo(Transport transport) throws Exception {
        assertThat(run(transport, "recoversWithoutAnEvent"))
                .isEqualTo(Json.read("{\"recovered\": true, \"told\": [[\"the first\"]]}"));
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionDoesNotSpoilTheRecovery(Transport transport) throws Exception {
        assertThat(run(transport, "recoversAfterAQuestion"))
                .isEqualTo(Json.read("{\"recovered\": true, \"told\": [[\"missed\"]]}"));
    }

    /** In the reference it does. */
    @ParameterizedTest
    @EnumSource
    void aStringAtTheEndOfAVolatileEventDoesNotSpoilTheRecovery(Transport transport) throws Exception {
        assertThat(run(transport, "recoversAfterAVolatileString"))
                .isEqualTo(Json.read("{\"recovered\": true, \"told\": [[\"missed\"]]}"));
    }

    /** The reference loses what is sent meanwhile. */
    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhileMiddlewareDecides(Transport transport) throws Exception {
        assertThat(run(transport, "losesNothingWhileItIsAskedAbout")).isEqualTo(Json.read("""
                                {
                                  "recovered": true,
                                  "told": [["before"], ["while it is asked about"], ["by its id"], ["after"]]
                                }
                                """));
    }

    @ParameterizedTest
    @EnumSource
    void whoeverLeftOrWasDisconnectedComesAsANewSocket(Transport transport) throws Exception {
        for (boolean byServer : new boolean[] {false, true}) {
            assertThat(run(transport, "leavesForGood", Map.of("byServer", byServer)))
                    .isEqualTo(Json.read("{\"recovered\": false, \"sameId\": false, \"data\": null}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatNeverWasIsANewSocket(Transport transport) throws Exception {
        assertThat(run(transport, "comesWithAnInventedSession"))
                .isEqualTo(Json.read("{\"recovered\": false, \"echoed\": \"goes on\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("olderClients")
    void olderClientsComeBackAsNewSockets(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "knowsNoRecovery"))
                .isEqualTo(Json.read("{\"value\": \"value\", \"extra\": \"string\", \"sameId\": false}"));
    }

    static Stream<Connection> olderClients() {
        return Connection.ofSocketIo().filter(connection -> connection.client() != Client.SOCKET_IO_4);
    }

    private static JsonNode run(Transport transport, String scenario) throws Exception {
        return run(transport, scenario, Map.of());
    }

    private static JsonNode run(Transport transport, String scenario, Map<String, ?> args) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of("room", scenario + " " + transport));
        all.putAll(args);
        return SCENARIOS.run(new Connection(Client.SOCKET_IO_4, transport), scenario, all);
    }
}
