package hocket.engine;

import static hocket.engine.SessionState.Action.AWAIT_DRAIN;
import static hocket.engine.SessionState.Action.CLOSE_TRANSPORT;
import static hocket.engine.SessionState.Action.END;
import static hocket.engine.SessionState.Action.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state with every event. */
class SessionStateTest {
    enum At {
        OPEN,
        DRAINING,
        CLOSING,
        CLOSED;

        SessionState state() {
            SessionState state = new SessionState();
            switch (this) {
                case OPEN -> {}
                case DRAINING -> state.onClose(false, false);
                case CLOSING -> state.onClose(true, false);
                case CLOSED -> state.onEnded();
            }
            return state;
        }
    }

    @SuppressWarnings("EnumOrdinal") // the columns of a table
    private static void expect(
            At at, Function<SessionState, SessionState.Action> event, SessionState.Action... byState) {
        assertThat(event.apply(at.state())).isEqualTo(byState[at.ordinal()]);
    }

    @ParameterizedTest
    @EnumSource
    void closingWithAnEmptyBuffer(At at) {
        expect(at, s -> s.onClose(true, false), CLOSE_TRANSPORT, NOTHING, NOTHING, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void closingWithAFullBuffer(At at) {
        expect(at, s -> s.onClose(false, false), AWAIT_DRAIN, NOTHING, NOTHING, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void discardingCloses(At at) {
        expect(at, s -> s.onClose(false, true), CLOSE_TRANSPORT, CLOSE_TRANSPORT, CLOSE_TRANSPORT, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void drained(At at) {
        expect(at, SessionState::onDrained, NOTHING, CLOSE_TRANSPORT, NOTHING, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void endedTellsOnce(At at) {
        expect(at, SessionState::onEnded, END, END, END, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAnOpenSessionTakesPackets(At at) {
        assertThat(at.state().isOpen()).isEqualTo(at == At.OPEN);
        assertThat(at.state().isClosed()).isEqualTo(at == At.CLOSED);
    }
}
