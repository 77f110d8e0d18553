package hocket.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hocket.core.ArgsException;
import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.Packet;
import hocket.core.PacketLimits;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.jackson.JacksonCodec;
import java.util.List;

/** Only {@link ProtocolException} may come out of the decoder, and only {@link ArgsException} out of arguments. */
class MsgpackFuzzTest {
    private static final MsgpackPacketParser PARSER = new MsgpackPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);

    @FuzzTest
    void packet(byte[] message) {
        DecodedPacket packet;
        try {
            packet = PARSER.newDecoder().binary(ByteSlice.of(message));
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
            return;
        }
        for (int i = 0; i < packet.args().size(); i++) {
            assertThat(packet.args().json(i)).isNotEmpty();
            for (Class<?> type : List.of(Object.class, int.class, byte[].class, String.class, List.class)) {
                try {
                    packet.args().find(i, type);
                } catch (ArgsException e) {
                    assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(200);
                }
            }
        }
        if (packet.type() == PacketType.ACK) {
            Packet again =
                    Packet.ack(packet.namespace(), packet.id(), packet.args().toList());
            assertThat(PARSER.encode(again).packets()).hasSize(1);
        }
    }
}
