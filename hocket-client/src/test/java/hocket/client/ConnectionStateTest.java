package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of typical lives. */
class ConnectionStateTest {
    private final Fixture fixture = Fixture.webSocket();
    private final Socket socket = fixture.manager.socket("/");
    private final List<String> states = new ArrayList<>();

    ConnectionStateTest() {
        socket.onState(state -> states.add(state.toString()));
    }

    private List<String> takeStates() {
        fixture.server.lane.crank();
        List<String> all = List.copyOf(states);
        states.clear();
        return all;
    }

    @Test
    void aNewSocketIsDisconnected() {
        assertThat(socket.state().phase()).isEqualTo(ConnectionState.Phase.DISCONNECTED);
        assertThat(socket.state().reason()).isNull();
        assertThat(socket.state().error()).isNull();
    }

    @Test
    void aLifeWithoutTrouble() {
        fixture.connect(socket);
        socket.disconnect();

        assertThat(takeStates()).containsExactly("CONNECTING", "CONNECTED", "DISCONNECTED, io client disconnect");
    }

    @Test
    void aConnectionThatBreaks() {
        fixture.connect(socket).closed(1006);
        assertThat(takeStates())
                .containsExactly(
                        "CONNECTING", "CONNECTED", "DISCONNECTED, transport close", "RECONNECTING, attempt 1 in PT1S");
        fixture.advance(Duration.ofSeconds(1));
        fixture.server.webSocket().failed(0, "refused");
        assertThat(takeStates()).singleElement().asString().startsWith("RECONNECTING, attempt 2 in PT2S, ");
        assertThat(socket.state().error()).isInstanceOf(TransportException.class);
        fixture.advance(Duration.ofSeconds(2));
        fixture.accept(socket);

        assertThat(takeStates()).containsExactly("CONNECTING", "CONNECTED");
    }

    @Test
    void aServerThatIsNeverThere() {
        fixture.manager.reconnectionAttempts(1);
        socket.connect();
        fixture.server.webSocket().failed(0, "refused");
        fixture.advance(Duration.ofSeconds(1));
        fixture.server.webSocket().failed(0, "refused");

        assertThat(takeStates())
                .containsExactly(
                        "CONNECTING",
                        "RECONNECTING, attempt 1 in PT1S, hocket.client.TransportException: websocket error",
                        "DISCONNECTED, hocket.client.TransportException: websocket error");
        socket.connect();
        assertThat(takeStates()).containsExactly("CONNECTING");
    }

    @Test
    void aServerThatDoesNotLetUsIn() {
        socket.connect();
        fixture.openSession().text("44{\"message\":\"no\"}");

        assertThat(takeStates()).containsExactly("CONNECTING", "REFUSED, hocket.client.ConnectErrorException: no");
        assertThat(socket.state().error()).isInstanceOf(ConnectErrorException.class);
        socket.disconnect();
        assertThat(takeStates()).containsExactly("DISCONNECTED, io client disconnect");
    }

    @Test
    void aServerThatThrowsUsOut() {
        fixture.connect(socket).text("41");
        assertThat(takeStates()).last().isEqualTo("DISCONNECTED, io server disconnect");

        socket.disconnect();

        assertThat(takeStates()).isEmpty();
        assertThat(socket.state().reason()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
    }

    @Test
    void aSocketThatWasNeverConnectedHasNothingToLeave() {
        socket.disconnect();

        assertThat(takeStates()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostBeforeTheServerLetsUsIn() {
        socket.connect();
        fixture.openSession().closed(1006);

        assertThat(takeStates())
                .containsExactly("CONNECTING", "DISCONNECTED, transport close", "RECONNECTING, attempt 1 in PT1S");
    }

    @Test
    void statesAreEqualIfAllTheyTellIs() {
        ConnectionState one = ConnectionState.reconnecting(1, Duration.ofSeconds(1), null);

        assertThat(one)
                .isEqualTo(ConnectionState.reconnecting(1, Duration.ofSeconds(1), null))
                .hasSameHashCodeAs(ConnectionState.reconnecting(1, Duration.ofSeconds(1), null))
                .isNotEqualTo(ConnectionState.reconnecting(2, Duration.ofSeconds(1), null));
        assertThat(one.attempt()).isEqualTo(1);
        assertThat(one.delay()).isEqualTo(Duration.ofSeconds(1));
    }
}
