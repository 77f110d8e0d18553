package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary values, and the placeholders that stand for them. */
@SuppressWarnings("ArrayRecordComponent") // as applications write them
abstract class JsonPlaceholderTests extends ArgsTests {
    private final Class<?> treeType;

    JsonPlaceholderTests(JsonCodec codec, Class<?> treeType) {
        super(codec);
        this.treeType = treeType;
    }

    record Point(int x, int y) {}

    record Upload(String name, byte[] body, @Nullable ByteBuffer preview, Map<String, Object> more) {}

    static final class Bean {
        public List<byte[]> parts;
        private ByteSlice slice;

        public void setSlice(ByteSlice slice) {
            this.slice = slice;
        }
    }

    @Test
    void binaryIsReadWhereverItStands() throws ProtocolException {
        Args args = args(
                "[\"e\",{\"_placeholder\":true,\"num\":0},"
                        + "{\"name\":\"a\",\"body\":{\"num\":1,\"_placeholder\":true},\"preview\":{\"_placeholder\":true,"
                        + "\"num\":2,\"x\":{\"y\":[]}},\"more\":{\"k\":[{\"_placeholder\":true,\"num\":3},1]}},"
                        + "{\"parts\":[{\"_placeholder\":true,\"num\":4}],\"slice\":{\"_placeholder\":true,\"num\":5}}]",
                6);

        assertThat(args.get(0, byte[].class)).containsExactly(0, 100);
        assertThat(args.get(0, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 100}));
        assertThat(args.get(0, ByteSlice.class)).isEqualTo(ByteSlice.of(new byte[] {0, 100}));
        assertThat(new Written(codec, args.get(0, treeType)).binaries)
                .containsExactly(ByteSlice.of(new byte[] {0, 100}));
        assertThat(args.tree(0)).isEqualTo(new byte[] {0, 100});
        Upload upload = args.get(1, Upload.class);
        assertThat(upload.name()).isEqualTo("a");
        assertThat(upload.body()).containsExactly(1, 101);
        assertThat(upload.preview()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 102}));
        assertThat((List<?>) upload.more().get("k")).first().isEqualTo(new byte[] {3, 103});
        assertThat((Map<?, ?>) args.tree(1)).extracting("body").isEqualTo(new byte[] {1, 101});
        assertThat(new Written(codec, args.get(1, treeType)).binaries)
                .hasSize(3)
                .contains(ByteSlice.of(new byte[] {3, 103}));
        Bean bean = args.get(2, Bean.class);
        assertThat(bean.parts).containsExactly(new byte[] {4, 104});
        assertThat(bean.slice).isEqualTo(ByteSlice.of(new byte[] {5, 105}));
        assertThat(args.json(0)).isEqualTo("{\"_placeholder\":true,\"num\":0}");
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(0, Point.class));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(0, int.class));
    }

    @Test
    void bytesThatWereReadMayBeChanged() throws ProtocolException {
        Args args = args("[\"e\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]", 2);
        args.get(0, byte[].class)[0] = 9;
        ((byte[]) args.get(1, Object[].class)[0])[0] = 9;
        args.get(0, ByteBuffer.class).put(0, (byte) 9);

        assertThat(args.get(0, byte[].class)).containsExactly(0, 100);
        assertThat(args.get(1, byte[][].class)[0]).containsExactly(1, 101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":0}",
                " { \"_placeholder\" : true , \"num\" : 0 } ",
                "{\"num\":0,\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":0 }",
                "{\"_placeholder\":true,\"num\":0,\"more\":1}",
                "{\"_placeholder\":true,\"num\":7,\"num\":0}",
                "{\"\\u005fplaceholder\":true,\"num\":0}",
            })
    void placeholderIsOneHoweverItIsWritten(String placeholder) throws ProtocolException {
        assertThat(args("[\"e\"," + placeholder + "]", 1).get(0, byte[].class)).containsExactly(0, 100);
        Args nested = args("[\"e\",[[]," + placeholder + "]]", 1);
        assertThat(nested.get(0, Object[].class)).containsExactly(List.of(), new byte[] {0, 100});
    }

    @Test
    void numberOfAPlaceholderMayHaveSeveralDigits() throws ProtocolException {
        String eleven = IntStream.range(0, 11)
                .mapToObj(i -> "{\"_placeholder\":true,\"num\":" + i + "}")
                .collect(Collectors.joining(","));
        Args args = args("[\"e\"," + eleven + "]", 11);
        for (int i = 0; i < 11; i++) {
            assertThat(args.get(i, byte[].class)).containsExactly(i, 100 + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":00}",
                "{\"_placeholder\":true,\"num\":0]",
                "{\"_placeholder\":true,\"num\":0",
                "{\"_placeholder\":true,\"num\":",
                "{\"_placeholder\":true,\"num\":0}}",
                "{\"_placeholder\":true,\"num\":-0}x",
            })
    void almostAPlaceholderIsNotJson(String wrong) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> args("[\"e\"," + wrong + "]", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "1e0", "\"0\"", "2", "99999999999"})
    void numberThatNamesNoAttachmentIsRefused(String number) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> args("[\"e\",{\"_placeholder\":true,\"num\":" + number + "}]", 1))
                .withMessageContaining("illegal attachments");
    }

    @Test
    void placeholderOfAPlainEventIsAnObject() throws ProtocolException {
        Args args = args("[\"e\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(args.tree(0)).isEqualTo(Map.of("_placeholder", true, "num", 0));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(0, byte[].class));
    }
}
