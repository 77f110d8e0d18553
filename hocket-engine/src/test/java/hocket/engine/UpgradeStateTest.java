package hocket.engine;

import static hocket.engine.UpgradeState.Action.ABANDON;
import static hocket.engine.UpgradeState.Action.ANSWER_PROBE;
import static hocket.engine.UpgradeState.Action.NOTHING;
import static hocket.engine.UpgradeState.Action.SWITCH;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state with every event. */
class UpgradeStateTest {
    private static final EnginePacket PROBE = EnginePacket.text(EnginePacketType.PING, "probe");
    private static final EnginePacket PING = EnginePacket.of(EnginePacketType.PING);
    private static final EnginePacket UPGRADE = EnginePacket.of(EnginePacketType.UPGRADE);
    private static final EnginePacket MESSAGE = EnginePacket.text(EnginePacketType.MESSAGE, "early");

    enum At {
        IDLE,
        PROBING,
        PROBED,
        DONE;

        UpgradeState state() {
            UpgradeState state = new UpgradeState();
            if (this != IDLE) {
                state.onWebSocket();
            }
            if (this == PROBED || this == DONE) {
                state.onPacket(PROBE);
            }
            if (this == DONE) {
                state.onPacket(UPGRADE);
            }
            return state;
        }
    }

    @SuppressWarnings("EnumOrdinal") // the columns of a table
    private static void expect(At at, EnginePacket packet, UpgradeState.Action... byState) {
        assertThat(at.state().onPacket(packet)).isEqualTo(byState[at.ordinal()]);
    }

    @ParameterizedTest
    @EnumSource
    void onlyOneWebSocketAtATimeAndNoneAfterTheUpgrade(At at) {
        assertThat(at.state().onWebSocket()).isEqualTo(at == At.IDLE);
    }

    @ParameterizedTest
    @EnumSource
    void probe(At at) {
        expect(at, PROBE, NOTHING, ANSWER_PROBE, ANSWER_PROBE, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void upgradePacketCountsOnlyAfterTheProbe(At at) {
        expect(at, UPGRADE, NOTHING, ABANDON, SWITCH, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void anythingElseAbandonsTheWebSocket(At at) {
        expect(at, MESSAGE, NOTHING, ABANDON, ABANDON, NOTHING);
        expect(at, PING, NOTHING, ABANDON, ABANDON, NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void failureAbandonsTheWebSocketAndAllowsAnother(At at) {
        UpgradeState state = at.state();
        boolean probing = at == At.PROBING || at == At.PROBED;
        assertThat(state.onFailed()).isEqualTo(probing ? ABANDON : NOTHING);
        assertThat(state.onWebSocket()).isEqualTo(at != At.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void upgradingIsWhileAWebSocketProbes(At at) {
        assertThat(at.state().isUpgrading()).isEqualTo(at == At.PROBING || at == At.PROBED);
    }
}
