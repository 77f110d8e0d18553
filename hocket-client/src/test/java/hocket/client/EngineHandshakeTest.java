package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that a server does not open as it should. */
class EngineHandshakeTest {
    private final Fixture fixture = new Fixture(options -> options.reconnection(false));
    private final FakeTransport server = fixture.server;
    private final Socket socket = fixture.socket();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0{}",
                "0",
                "0{",
                "0[]",
                "0{\"sid\":\"\",\"pingInterval\":1,\"pingTimeout\":1}",
                "40{\"sid\":\"x\"}",
                "2",
                "bAQID"
            })
    void aSessionThatBeginsWrongIsNotOpened(String body) {
        socket.connect();

        server.poll().answer(body);

        assertThat(fixture.takeEvents()).singleElement().asString().startsWith("connect_error server error: ");
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void theErrorSaysWhichFieldIsWrong() {
        socket.connect();

        server.poll().answer(FakeTransport.HANDSHAKE.replace("25000", "-1"));

        assertThat(fixture.takeEvents()).singleElement().asString().contains("pingInterval");
    }

    @Test
    void aRefusalTellsItsStatus() {
        Throwable[] error = new Throwable[1];
        socket.onConnectError(thrown -> error[0] = thrown);
        socket.connect();

        server.poll().answer(403, "{\"code\":4,\"message\":\"Forbidden\"}");

        assertThat(fixture.takeEvents()).containsExactly("connect_error xhr poll error: status 403");
        assertThat(error[0])
                .isInstanceOfSatisfying(
                        TransportException.class,
                        thrown -> assertThat(thrown.status()).isEqualTo(403));
    }

    @Test
    void aServerThatClosesAtOnceOpensNothing() {
        socket.connect();

        server.poll().answer("1");

        assertThat(fixture.takeEvents()).containsExactly("connect_error transport closed by the server");
    }

    @Test
    void aServerThatNeverAnswersRunsOutOfTime() {
        socket.connect();
        FakeTransport.Call get = server.poll();

        fixture.advance(java.time.Duration.ofMillis(19_999));
        assertThat(fixture.takeEvents()).isEmpty();
        fixture.advance(java.time.Duration.ofMillis(1));

        assertThat(fixture.takeEvents()).containsExactly("connect_error timeout");
        assertThat(get.cancelled).isTrue();
        get.answer(FakeTransport.HANDSHAKE);
        assertThat(server.isPolling()).isFalse();
    }

    @Test
    void withoutALimitTheHandshakeMayTakeForEver() {
        Fixture patient = new Fixture(options -> options.timeout(java.time.Duration.ZERO));
        patient.socket().connect();
        patient.advance(java.time.Duration.ofDays(1));

        patient.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);

        assertThat(patient.server.post().body()).isEqualTo("40");
    }
}
