package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be emitted: values of all kinds, any name that is not reserved, and what may get lost. */
class SocketIoEmitTest {
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults());

    @EachSocketIoConnection
    void datesArriveAsIsoStrings(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "dates").get("back")).isEqualTo(Json.read("""
                                ["2024-02-29T12:30:45.678Z", {"inner": ["2024-02-29T12:30:45.678Z"]}]
                                """));
    }

    @EachSocketIoConnection
    void anInstantOfTheServerArrivesAsAnIsoString(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "dates").get("ofServer").asText())
                .isIn("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z");
    }

    @EachSocketIoConnection
    void whatJsonCannotSayArrivesAsNull(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "valuesWithoutJson"))
                .isEqualTo(Json.read("{\"back\": [[null, null, null], {\"left\": 1}, null, null]}"));
    }

    @EachSocketIoConnection
    void everyKindOfBinaryViewArrivesAsItsBytes(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "typedArrays")).isEqualTo(Json.read("""
                                {"back": [
                                  {"bytes": [1, 2, 3, 4, 5, 6, 7, 8]}, {"bytes": [3, 4, 5]}, {"bytes": [7, 8]},
                                  {"bytes": [5, 6]}, {"bytes": [2, 3]}
                                ]}
                                """));
    }

    @EachSocketIoConnection
    void whatLooksLikeAPlaceholderIsAnObjectWhereNoBytesCame(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "looksLikeAPlaceholder"))
                .isEqualTo(Json.read("{\"back\": [{\"_placeholder\": true, \"num\": 0}, {\"_placeholder\": true}]}"));
    }

    @EachSocketIoConnection
    void tenAttachmentsComeBack(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "tenAttachments")).isEqualTo(Json.read("""
                                {"back": [{"ten": [
                                  {"bytes": [0]}, {"bytes": [1]}, {"bytes": [2]}, {"bytes": [3]}, {"bytes": [4]},
                                  {"bytes": [5]}, {"bytes": [6]}, {"bytes": [7]}, {"bytes": [8]}, {"bytes": [9]}
                                ]}]}
                                """));
    }

    @EachSocketIoConnection
    void anEventMayHaveAnyName(Connection connection) throws Exception {
        List<String> names = List.of("with space", "é 😀 \u2028", "\"quoted\\\"", "a,b/c", "1", "", "toString");

        assertThat(SCENARIOS.run(connection, "strangeNames", Map.of("names", names)))
                .isEqualTo(Json.tree(
                        Map.of("back", names.stream().map(name -> "value").toList())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void namesThatTheReferenceDoesNotReserveReachTheirHandlers(Connection connection) throws Exception {
        List<String> names = List.of("error", "connection", "ping", "reconnect");

        assertThat(SCENARIOS.run(connection, "namesThatAreNotReserved", Map.of("names", names)))
                .isEqualTo(Json.tree(Map.of(
                        "seen",
                        names.stream().map(name -> List.of(name, "value")).toList())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofSocketIo5")
    void bothSidesRefuseToEmitReservedNamesInTheSameWords(Connection connection) throws Exception {
        List<String> refusals = List.of(
                "\"connect\" is a reserved event name",
                "\"connect_error\" is a reserved event name",
                "\"disconnect\" is a reserved event name",
                "\"disconnecting\" is a reserved event name",
                "\"newListener\" is a reserved event name",
                "\"removeListener\" is a reserved event name");

        assertThat(SCENARIOS.run(connection, "reservedNames"))
                .isEqualTo(Json.tree(Map.of("here", refusals, "there", refusals, "echoed", "goes on")));
    }

    @EachSocketIoConnection
    void sendEmitsAMessage(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "message"))
                .isEqualTo(Json.read("{\"back\": [\"of send\", {\"bytes\": [1]}]}"));
    }

    @EachSocketIoConnection
    void whatTheClientEmitsBeforeItIsConnectedArrivesInOrder(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "buffersUntilItIsConnected")).isEqualTo(Json.read("{\"inOrder\": true}"));
    }

    @EachSocketIoConnection
    void volatileEventsOfTheServerStayInOrder(Connection connection) throws Exception {
        for (boolean broadcast : new boolean[] {false, true}) {
            assertThat(SCENARIOS.run(connection, "volatileOfTheServer", Map.of("count", 1000, "to", broadcast)))
                    .isEqualTo(Json.read("{\"inOrder\": true}"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SOCKET_IO_.", mode = EnumSource.Mode.MATCH_ALL)
    void volatileEventsDoNotWaitForTheNextPoll(Connection.Client client) throws Exception {
        Connection connection = new Connection(client, Connection.Transport.POLLING);
        for (boolean broadcast : new boolean[] {false, true}) {
            assertThat(SCENARIOS.run(connection, "volatileWithoutAPoll", Map.of("count", 10, "to", broadcast)))
                    .isEqualTo(Json.read("{\"got\": [], \"echoed\": \"goes on\"}"));
        }
    }

    @EachSocketIoConnection
    void theServerMovesListsAndDisconnectsTheSocketsOfARoom(Connection connection) throws Exception {
        String room = "room of " + connection;

        assertThat(SCENARIOS.run(connection, "roomsOfOthers", Map.of("room", room)))
                .isEqualTo(Json.tree(Map.of(
                        "fetched", List.of(List.of(0, List.of(room + " 2")), List.of(1, List.of(room + " 2"))),
                        "reasons", List.of("io server disconnect", "io server disconnect"),
                        "left", List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void listenersForAnyEventSeeThemAll(Connection connection) throws Exception {
        assertThat(SCENARIOS.run(connection, "listenersForAnyEvent")).isEqualTo(Json.read("""
                                {
                                  "incoming": [["echo", 1, {"bytes": [2]}], ["echo"]],
                                  "outgoing": [["echo", 1, {"bytes": [2]}], ["echo"], ["any"]],
                                  "atServer": [["echo", 2], ["echo", 0], ["any", 0]]
                                }
                                """));
    }
}
