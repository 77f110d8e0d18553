package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.ProtocolException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that lies may say in its first packet. */
class HandshakeDataTest {
    private static final String GOOD =
            "{'sid':'abc','upgrades':['websocket'],'pingInterval':25000,'pingTimeout':20000," + "'maxPayload':1000000}";

    private static HandshakeData read(String json) throws ProtocolException {
        return HandshakeData.read(JsonCodec.load(), ByteSlice.utf8(json.replace('\'', '"')));
    }

    @Test
    void allFieldsAreRead() throws ProtocolException {
        HandshakeData data = read(GOOD);

        assertThat(data.sid).isEqualTo("abc");
        assertThat(data.offersWebSocket).isTrue();
        assertThat(data.pingInterval).isEqualTo(Duration.ofSeconds(25));
        assertThat(data.pingTimeout).isEqualTo(Duration.ofSeconds(20));
        assertThat(data.maxPayload).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'upgrades':[],",
                "",
                "'upgrades':null,",
                "'upgrades':'websocket',",
                "'upgrades':['webtransport'],"
            })
    void withoutAWebSocketInTheUpgradesThereIsNone(String upgrades) throws ProtocolException {
        assertThat(read(GOOD.replace("'upgrades':['websocket'],", upgrades)).offersWebSocket)
                .isFalse();
    }

    @Test
    void anOldServerTellsNoMaxPayload() throws ProtocolException {
        assertThat(read(GOOD.replace(",'maxPayload':1000000", "")).maxPayload).isZero();
    }

    @Test
    void aHugeMaxPayloadIsAsMuchAsAnArrayHolds() throws ProtocolException {
        assertThat(read(GOOD.replace("1000000", "9007199254740991")).maxPayload).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void unknownFieldsAreIgnored() throws ProtocolException {
        assertThat(read(GOOD.replace("{'sid'", "{'x':[{}],'sid'")).sid).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'sid':'abc'      | 'sid':''                | sid",
                "'sid':'abc'      | 'sid':7                 | sid",
                "'sid':'abc'      | 'sid':null              | sid",
                "'sid':'abc'      | 'x':1                   | sid",
                "'pingInterval':25000 | 'pingInterval':0    | pingInterval",
                "'pingInterval':25000 | 'pingInterval':-1   | pingInterval",
                "'pingInterval':25000 | 'pingInterval':'1'  | pingInterval",
                "'pingInterval':25000 | 'pingInterval':null | pingInterval",
                "'pingInterval':25000 | 'x':1               | pingInterval",
                "'pingInterval':25000 | 'pingInterval':2073600001 | pingInterval",
                "'pingInterval':25000 | 'pingInterval':1e300 | pingInterval",
                "'pingTimeout':20000  | 'pingTimeout':0     | pingTimeout",
                "'pingTimeout':20000  | 'pingTimeout':[]    | pingTimeout",
                "'pingTimeout':20000  | 'x':1               | pingTimeout",
                "'pingTimeout':20000  | 'pingTimeout':99999999999999999999 | pingTimeout",
                "'maxPayload':1000000 | 'maxPayload':0      | maxPayload",
                "'maxPayload':1000000 | 'maxPayload':-5     | maxPayload",
                "'maxPayload':1000000 | 'maxPayload':'1'    | maxPayload"
            },
            delimiter = '|')
    void aFieldThatIsWrongIsNamed(String good, String bad, String name) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aSidIsNotLongerThanAnyoneNeeds() {
        assertThatThrownBy(() -> read(GOOD.replace("abc", "x".repeat(1001))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "'sid'", "{", "{'sid':}", "{} {}", "{'sid':'a'}x", "\u0000"})
    void whatIsNoJsonObjectIsNoHandshake(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void nestingWithoutEndDoesNotExhaustTheStack() {
        assertThatThrownBy(() -> read("[".repeat(200_000))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("{'sid':" + "[".repeat(200_000) + "]".repeat(200_000) + "}"))
                .isInstanceOf(ProtocolException.class);
    }
}
