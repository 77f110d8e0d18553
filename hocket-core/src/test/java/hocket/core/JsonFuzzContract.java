package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;

/** Only {@link ProtocolException} may come out of a decoder, and only {@link ArgsException} out of arguments. */
public abstract class JsonFuzzContract {
    private final JsonCodec codec;
    private final Class<?> treeType;

    /** With the library's own type of trees. */
    protected JsonFuzzContract(JsonCodec codec, Class<?> treeType) {
        this.codec = codec;
        this.treeType = treeType;
    }

    public static final class Bean {
        public int number;
        public String text;
        public byte[] bytes;
        public List<Bean> beans;
        public Map<String, Object> map;
    }

    @FuzzTest
    void packetAndItsAttachments(FuzzedDataProvider data) {
        PacketDecoder decoder = new JsonPacketParser(codec, PacketLimits.DEFAULT).newDecoder();
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

    private void read(Args args) {
        for (int i = 0; i < args.size(); i++) {
            assertThat(args.json(i)).isNotEmpty();
            for (Class<?> type : List.of(Object.class, treeType, Bean.class, byte[].class, int.class)) {
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
            codec.index(json);
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
            return;
        }
        Object tree = codec.read(json, Object.class, JsonCodec.Binaries.NONE);
        String written = new Written(codec, tree).json;
        codec.index(ByteSlice.utf8(written));
        Object again = codec.read(ByteSlice.utf8(written), Object.class, JsonCodec.Binaries.NONE);
        assertThat(new Written(codec, again).json).isEqualTo(written);
    }
}
