package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: limits, type references, encoded packets, reserved names. */
class ValuesTest {
    @Test
    void limitsAreThoseOfTheReferenceOrOurs() {
        assertThat(PacketLimits.DEFAULT.maxAttachments()).isEqualTo(10);
        assertThat(PacketLimits.DEFAULT.maxPacketBytes()).isEqualTo(10_000_000);
        assertThat(PacketLimits.DEFAULT.maxAttachments(3).maxPacketBytes(5).maxAttachments())
                .isEqualTo(3);
        assertThat(PacketLimits.DEFAULT.maxPacketBytes(5).maxAttachments(3).maxPacketBytes())
                .isEqualTo(5);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PacketLimits.DEFAULT.maxAttachments(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> PacketLimits.DEFAULT.maxPacketBytes(0));
    }

    @Test
    void typeReferenceKeepsItsArgument() {
        assertThat(new TypeRef<List<String>>() {}.type()).hasToString("java.util.List<java.lang.String>");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void typeReferenceWithoutArgumentIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> new TypeRef() {});
    }

    @Test
    void encodedPacketCountsAllItsBytes() {
        EncodedPacket packet = EncodedPacket.of(List.of(
                EnginePacket.text(EnginePacketType.MESSAGE, "\u20ac"),
                EnginePacket.binary(ByteSlice.of(new byte[] {1, 2}))));

        assertThat(packet.sizeBytes()).isEqualTo(6);
        assertThat(packet.compress()).isTrue();
        assertThat(packet.compress(false).compress()).isFalse();
        assertThat(packet.compress(true)).isSameAs(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreKnown(String name) {
        assertThat(ReservedEvents.contains(name)).isTrue();
        assertThat(ReservedEvents.contains(name + "s")).isFalse();
    }

    @Test
    void codecThatIsMissingIsNamed() {
        assertThatIllegalStateException().isThrownBy(JsonCodec::load).withMessageContaining("hocket-jackson");
    }

    @Test
    void protocolExceptionHasNoStackTrace() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Revision.V4.decodeFrame(false, ByteSlice.EMPTY))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
