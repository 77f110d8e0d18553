package hocket.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.JsonCodec;
import hocket.core.JsonPacketParser;
import hocket.core.PacketDecoder;
import hocket.core.PacketLimits;
import hocket.core.ProtocolException;
import java.util.List;
import java.util.Map;

/** Only {@link ProtocolException} may come out of a decoder, and only {@link ArgsException} out of arguments. */
class JsonFuzzTest {
    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final JsonPacketParser PARSER = new JsonPacketParser(CODEC, PacketLimits.DEFAULT);

    public static final class Bean {
        public int number;
        public String text;
        public byte[] bytes;
        public List<Bean> beans;
        public Map<String, Object> map;
    }

    @FuzzTest
    void packetAndItsAttachments(FuzzedDataProvider data) {
        PacketDecoder decoder = PARSER.newDecoder();
        try {
            DecodedPacket packet = decoder.text(ByteSlice.utf8(data.consumeString(2000)));
            while (packet == null) {
                packet = decoder.binary(ByteSlice.of(data.consumeBytes(20)));
            }
            assertThat(decoder.isIncomplete()).isFalse();
            read(packet.args());
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
        }
    }

    private static void read(Args args) {
        for (int i = 0; i < args.size(); i++) {
            assertThat(args.json(i)).isNotEmpty();
            for (Class<?> type : List.of(Object.class, JsonNode.class, Bean.class, byte[].class, int.class)) {
                try {
                    args.find(i, type);
                } catch (ArgsException e) {
                    assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(200);
                }
            }
        }
    }

    /** What was found valid is read, written, and then reads the same. */
    @FuzzTest
    void indexAndRead(byte[] bytes) throws ProtocolException {
        ByteSlice json = ByteSlice.utf8(ByteSlice.of(bytes).utf8());
        try {
            CODEC.index(json);
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
            return;
        }
        Object tree = CODEC.read(json, Object.class, JsonCodec.Binaries.NONE);
        String written = new Written(CODEC, tree).json;
        CODEC.index(ByteSlice.utf8(written));
        Object again = CODEC.read(ByteSlice.utf8(written), Object.class, JsonCodec.Binaries.NONE);
        assertThat(new Written(CODEC, again).json).isEqualTo(written);
    }
}
