package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate"}) // as applications write them
abstract class JsonReadTests extends ArgsTests {
    private final Class<?> treeType;

    JsonReadTests(JsonCodec codec, Class<?> treeType) {
        super(codec);
        this.treeType = treeType;
    }

    record Point(int x, int y) {}

    record Even(int value) {
        Even {
            if (value % 2 != 0) {
                throw new IllegalStateException("odd");
            }
        }
    }

    @Test
    void argumentsAreReadAsWhatIsAskedFor() throws ProtocolException {
        Args args = args("[\"e\", 1 , \"two\",{\"x\":3,\"y\":4,\"z\":5},[{\"x\":1,\"y\":2}],true,5.5]");

        assertThat(args.size()).isEqualTo(6);
        assertThat(args.get(0, int.class)).isEqualTo(1);
        assertThat(args.get(0, Long.class)).isEqualTo(1L);
        assertThat(args.get(1, String.class)).isEqualTo("two");
        assertThat(args.get(2, Point.class)).isEqualTo(new Point(3, 4));
        assertThat(args.get(3, new TypeRef<List<Point>>() {})).containsExactly(new Point(1, 2));
        assertThat(args.get(3, new TypeRef<Set<Map<String, Integer>>>() {})).containsExactly(Map.of("x", 1, "y", 2));
        assertThat(args.get(4, Boolean.class)).isTrue();
        assertThat(args.get(5, treeType)).hasToString("5.5");
    }

    @Test
    void treeHasPlainJavaTypes() throws ProtocolException {
        Args args = args("[\"e\",{\"b\":[1,2147483648,9223372036854775808,1.5,null,false,\"x\"],\"a\":{}}]");

        assertThat(args.tree(0))
                .isEqualTo(Map.of(
                        "b",
                        Arrays.asList(1, 2147483648L, new BigInteger("9223372036854775808"), 1.5, null, false, "x"),
                        "a",
                        Map.of()));
        assertThat(((Map<?, ?>) args.tree(0)).keySet().iterator().next()).isEqualTo("b");
        assertThat(args.toList()).hasSize(1);
    }

    @Test
    void jsonIsGivenBackAsItCame() throws ProtocolException {
        Args args = args("[\"e\", {\"a\" : 1.0e0 } ,\t[ ]\n]");

        assertThat(args.json(0)).isEqualTo("{\"a\" : 1.0e0 }");
        assertThat(args.json(1)).isEqualTo("[ ]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> args.json(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> args.json(-1));
    }

    @Test
    void missingAndNullArgumentsAreToldApart() throws ProtocolException {
        Args args = args("[\"e\",null]");

        assertThat(args.find(0, String.class)).isEmpty();
        assertThat(args.find(0, int.class)).isEmpty();
        assertThat(args.find(1, new TypeRef<List<String>>() {})).isEmpty();
        assertThat(args.tree(0)).isNull();
        assertThat(args.tree(7)).isNull();
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(0, int.class))
                .withMessage("argument 0 is null");
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(1, String.class))
                .withMessage("argument 1 is missing: 1 came");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> args.find(-1, String.class));
    }

    @Test
    void misfitNamesTheTypeAndThePlaceAndNotJackson() throws ProtocolException {
        Args args = args("[\"e\",[{\"x\":1,\"y\":\"abc\"}],{},1.5,\"1\"]");

        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(0, new TypeRef<List<Point>>() {}))
                .withMessageContaining("java.util.List<")
                .withMessageContaining("[0].y")
                .withMessageContaining("abc")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("jackson", "JsonToken", "\n"))
                .withNoCause();
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(1, String.class));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(2, int.class));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(3, Point.class));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(3, Class[].class));
    }

    @Test
    void misfitDoesNotEchoThePayload() throws ProtocolException {
        Args args = args("[\"e\",{\"x\":\"" + "\\n<secret>".repeat(100_000) + "\"}]");

        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(0, Point.class))
                .satisfies(e ->
                        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(200).doesNotContain("\n"))
                .withNoCause();
    }

    @Test
    void exceptionOfAConstructorIsTheCause() throws ProtocolException {
        Args args = args("[\"e\",{\"value\":3}]");

        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(0, Even.class))
                .withMessageContaining("odd")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void datesOfJavaScriptAreRead() throws ProtocolException {
        Args args = args("[\"e\",\"2024-02-29T12:00:00.123Z\",\"2024-02-29T12:00:00+02:00\"]");

        assertThat(args.get(0, Instant.class)).isEqualTo(Instant.parse("2024-02-29T12:00:00.123Z"));
        assertThat(args.get(0, Date.class)).isEqualTo(Instant.parse("2024-02-29T12:00:00.123Z"));
        assertThat(args.get(1, OffsetDateTime.class)).hasToString("2024-02-29T12:00+02:00");
    }

    @Test
    void loneSurrogateInANameBecomesTheReplacementCharacter() throws ProtocolException {
        Args args = args(
                "[\"e\",{\"a\\ud83d\":\"\\ude00\",\"\\ud83d\\ude00\":\"\\\\ud83d\"},"
                        + "{\"\\ude00\":{\"_placeholder\":true,\"num\":0}}]",
                1);

        assertThat(args.tree(0)).isEqualTo(Map.of("a\ufffd", "\ufffd", "\ud83d\ude00", "\\ud83d"));
        assertThat((Map<?, ?>) args.tree(1)).extracting("\ufffd").isEqualTo(new byte[] {0, 100});
    }

    @Test
    void nameOfAnyLengthIsRead() throws ProtocolException {
        String name = "n\u00e9\u20ac\ud83d\ude00".repeat(20_000);
        Args args = args(
                "[\"e\",{\"" + name + "\":[1,{\"_placeholder\":true,\"num\":0},{}]},{\"x\":1,\"y\":2,\"" + name
                        + "\":3}]",
                1);

        assertThat((Map<?, ?>) args.tree(0))
                .extracting(name)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(1, new byte[] {0, 100}, Map.of());
        assertThat(args.get(1, Point.class)).isEqualTo(new Point(1, 2));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(0, int.class));
    }

    @Test
    void loneSurrogateInATextStays() throws ProtocolException {
        assertThat(args("[\"e\",\"\\ud83dx\"]").get(0, String.class)).isEqualTo("\ud83dx");
    }

    @Test
    void depthOfAThousandIsReadAndOneMoreIsNot() throws ProtocolException {
        Object tree = args("[\"e\"," + "[".repeat(999) + "]".repeat(999) + "]").tree(0);

        assertThat(tree).isInstanceOf(List.class);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> args("[\"e\"," + "[".repeat(1000) + "]".repeat(1000) + "]"))
                .withMessage("JSON is at most 1000 deep");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> args("[\"e\"," + "{\"a\":".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0.", "1e", "1e-"})
    void numberOfMoreThanAThousandCharactersIsRefused(String prefix) throws ProtocolException {
        String digits = "1".repeat(1000 - prefix.length());

        assertThat(args("[\"e\"," + prefix + digits + "]").size()).isEqualTo(1);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> args("[\"e\"," + prefix + digits + "1]"))
                .withMessage("a JSON number has at most 1000 characters");
    }

    @Test
    void numbersThatNothingHoldsAreMisfitsAndNotErrors() throws ProtocolException {
        Args args = args("[\"e\",1e999999999," + "9".repeat(1000) + "]");

        assertThat(args.tree(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(args.tree(1)).isInstanceOf(BigInteger.class);
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(0, BigInteger.class));
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(1, long.class))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("argument 1 is not a long: ")
                        .doesNotContain("Stream"));
    }

    @Test
    void anyNumberOfTypesIsRead() {
        for (int i = 0; i < 2000; i++) {
            TypeRef<List<Point>> type = new TypeRef<>() {};
            assertThat(codec.read(ByteSlice.utf8("[]"), new Renamed(type.type(), i), JsonCodec.Binaries.NONE))
                    .isEqualTo(List.of());
        }
    }

    /** A type that equals no other, as a reflective framework may make them. */
    private record Renamed(Type of, int number) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return ((ParameterizedType) of).getActualTypeArguments();
        }

        @Override
        public Type getRawType() {
            return ((ParameterizedType) of).getRawType();
        }

        @Override
        public java.lang.reflect.@Nullable Type getOwnerType() {
            return null;
        }
    }

    @Test
    void codecIsFoundByTheServiceLoader() {
        assertThat(JsonCodec.load()).isInstanceOf(codec.getClass());
    }
}
