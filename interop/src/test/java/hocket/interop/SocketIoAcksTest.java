package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers to broadcasts, answers that do not come, and the client's own retries. */
class SocketIoAcksTest {
    @RegisterExtension
    static final Scenarios SCENARIOS = Scenarios.socketIo(Settings.defaults());

    @EachSocketIoConnection
    void everySocketOfARoomAnswersABroadcastAndNobodyElse(Connection connection) throws Exception {
        assertThat(run(connection, "roomAnswers")).isEqualTo(Json.read("""
                                {
                                  "complete": true,
                                  "answers": [
                                    {"name": "a", "got": ["why", {"bytes": [1, 2]}]},
                                    {"name": "b", "got": ["why", {"bytes": [1, 2]}]},
                                    {"name": "c", "got": ["why", {"bytes": [1, 2]}]}
                                  ]
                                }
                                """));
    }

    @EachSocketIoConnection
    void bytesAnswerABroadcast(Connection connection) throws Exception {
        assertThat(run(connection, "roomAnswersWithBytes"))
                .isEqualTo(Json.read("{\"complete\": true, \"answers\": [{\"bytes\": [7, 8]}]}"));
    }

    @Test
    void noAnswerIsForgottenHoweverManyThreadsAskAtOnce() throws Exception {
        Connection connection = new Connection(Connection.Client.SOCKET_IO_4, Connection.Transport.WEBSOCKET);

        assertThat(run(connection, "everyRoundIsComplete", Map.of("clients", 8, "rounds", 500)))
                .isEqualTo(Json.read("{\"complete\": 500}"));
    }

    /** Over one transport only, since it waits for a time to pass. */
    @ParameterizedTest
    @EnumSource(names = "SOCKET_IO_.", mode = EnumSource.Mode.MATCH_ALL)
    void theOthersAnswersAreThereWhenOneClientIsSilent(Connection.Client client) throws Exception {
        assertThat(run(new Connection(client, Connection.Transport.WEBSOCKET), "oneOfTheRoomIsSilent"))
                .isEqualTo(Json.read("{\"complete\": false, \"answers\": [\"a\", \"c\"], \"echoed\": \"goes on\"}"));
    }

    /** The reference waits for the limit, and so does not pass this. */
    @EachSocketIoConnection
    void nobodyWaitsForAClientThatHasLeft(Connection connection) throws Exception {
        assertThat(run(connection, "oneOfTheRoomLeaves", Map.of("millis", 60_000)))
                .isEqualTo(Json.read("{\"complete\": false, \"answers\": [\"a\"]}"));
    }

    @EachSocketIoConnection
    void anEmptyRoomAnswersAtOnce(Connection connection) throws Exception {
        assertThat(run(connection, "emptyRoomIsAsked")).isEqualTo(Json.read("{\"complete\": true, \"answers\": []}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void theClientsTimeoutEndsItsWaitAndALateAnswerDoesNoHarm(Connection connection) throws Exception {
        assertThat(run(connection, "answerComesTooLate")).isEqualTo(Json.read("""
                                {"late": {"error": "operation has timed out"}, "held": 1, "echoed": "goes on"}
                                """));
        assertThat(run(connection, "answerComesInTime")).isEqualTo(Json.read("{\"result\": \"in time\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void whoeverWaitsForAnAnswerIsToldThatTheSocketIsGone(Connection connection) throws Exception {
        JsonNode gone = Json.read("{\"error\": \"socket has been disconnected\"}");

        assertThat(run(connection, "answerIsLostWithTheSocket"))
                .isEqualTo(Json.tree(Map.of("plainCallback", gone, "withError", gone)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void theClientSendsAgainUntilItIsAnsweredOneEventAfterTheOther(Connection connection) throws Exception {
        assertThat(run(connection, "retries"))
                .isEqualTo(Json.read("{\"errors\": [null, null], \"enough\": true, \"inOrder\": true}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void theClientGivesUpAfterItsRetries(Connection connection) throws Exception {
        assertThat(run(connection, "retriesEnd"))
                .isEqualTo(Json.read("{\"error\": \"operation has timed out\", \"held\": 3}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Connection#ofCurrentSocketIo")
    void theClientSendsAgainWhatACutHasLeftUnanswered(Connection connection) throws Exception {
        assertThat(run(connection, "retriesAfterACut"))
                .isEqualTo(Json.read("{\"error\": null, \"deliveries\": [\"value\", \"value\"]}"));
    }

    private static JsonNode run(Connection connection, String scenario) throws Exception {
        return run(connection, scenario, Map.of());
    }

    /** With a room and a key of its own. */
    private static JsonNode run(Connection connection, String scenario, Map<String, ?> args) throws Exception {
        Map<String, Object> all = new HashMap<>(args);
        all.put("room", scenario + " " + connection);
        all.put("key", scenario + " " + connection);
        return SCENARIOS.run(connection, scenario, all);
    }
}
