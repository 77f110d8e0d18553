package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Closeable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate"}) // as applications write them
abstract class JsonWriteTests {
    private final JsonCodec codec;
    private final Class<?> treeType;

    JsonWriteTests(JsonCodec codec, Class<?> treeType) {
        this.codec = codec;
        this.treeType = treeType;
    }

    record Move(String piece, byte[] thumbnail, @Nullable Object extra) {}

    enum Color {
        WHITE
    }

    static final class Cycle {
        public Object[] next = {this};
    }

    record Broken(@Nullable String name) {
        @Override
        public String name() {
            if (name == null) {
                throw new UnsupportedOperationException("no name");
            }
            return name;
        }
    }

    static final class Resource implements Closeable {
        public int x = 1;
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void numbersLookAsInJavaScript() {
        assertThat(json(List.of(1, 2L, 1.0, -0.0, 1e21, 1e-7, 123456789012345680000.0, 0.1f, 1e20)))
                .isEqualTo("[1,2,1,0,1e+21,1e-7,123456789012345680000,0.1,100000000000000000000]");
        assertThat(json(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY)))
                .isEqualTo("[null,null,null,null]");
        assertThat(json(new double[] {1, 0.5, Double.NaN})).isEqualTo("[1,0.5,null]");
        assertThat(json(new float[] {1, 0.5f})).isEqualTo("[1,0.5]");
        assertThat(json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(json(new BigInteger("1000000000000000000000000"))).isEqualTo("1000000000000000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1E+3, 1000",
        "0.10, 0.1",
        "-0.000, 0",
        "1E+21, 1e+21",
        "-1.50E-7, -1.5e-7",
        "0.000001, 0.000001",
        "12345678901234567890.123456789, 12345678901234567890.123456789",
        "1E+1000000000, 1e+1000000000",
    })
    void decimalsKeepAllTheirDigits(BigDecimal number, String expected) {
        assertThat(json(number)).isEqualTo(expected);
    }

    @Test
    void numbersInsideTreesOfTheLibraryLookTheSame() {
        ByteSlice numbers = ByteSlice.utf8("[1.0,1e21,2.50]");

        assertThat(json(codec.read(numbers, treeType, JsonCodec.Binaries.NONE))).isEqualTo("[1,1e+21,2.5]");
    }

    @Test
    void loneSurrogateIsEscapedAsJavaScriptDoes() {
        assertThat(json("a\ud83db\ude00")).isEqualTo("\"a\\ud83db\\ude00\"");
        assertThat(json(Map.of("\ude00", 1))).isEqualTo("{\"\\ude00\":1}");
    }

    @Test
    void pairOfSurrogatesIsFourBytes() {
        ByteSink sink = new ByteSink(8);
        codec.write("\ud83d\ude00", sink, binary -> 0);

        assertThat(sink.toSlice().toByteArray()).containsExactly('"', 0xf0, 0x9f, 0x98, 0x80, '"');
    }

    @Test
    void nothingButControlsQuotesAndBackslashesIsEscaped() {
        assertThat(json("\u0000\u001f\u007f\"\\/<>&\u2028\u2029\u00e9\n\b"))
                .isEqualTo("\"\\u0000\\u001f\u007f\\\"\\\\/<>&\u2028\u2029\u00e9\\n\\b\"");
    }

    @Test
    void datesAreIsoWithMilliseconds() {
        assertThat(json(new Date(0))).isEqualTo("\"1970-01-01T00:00:00.000Z\"");
        assertThat(json(Instant.parse("2024-02-29T12:00:00.123999Z"))).isEqualTo("\"2024-02-29T12:00:00.123Z\"");
        assertThat(json(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo("\"+010000-01-01T00:00:00.000Z\"");
        assertThat(json(Instant.parse("-0001-01-01T00:00:00Z"))).isEqualTo("\"-000001-01-01T00:00:00.000Z\"");
        assertThat(json(new Timestamp(5))).isEqualTo("\"1970-01-01T00:00:00.005Z\"");
    }

    @Test
    void otherTimesAreIsoText() {
        OffsetDateTime time = LocalDateTime.of(2024, 1, 2, 3, 4, 5).atOffset(ZoneOffset.ofHours(2));

        assertThat(json(List.of(LocalDate.of(2024, 1, 2), time, time.toLocalDateTime(), Duration.ofSeconds(90))))
                .isEqualTo("[\"2024-01-02\",\"2024-01-02T03:04:05+02:00\",\"2024-01-02T03:04:05\",\"PT1M30S\"]");
    }

    @Test
    void nullsOptionalsEnumsAndIdsAreWritten() {
        UUID id = new UUID(1, 2);

        assertThat(json(Arrays.asList(null, Optional.empty(), Optional.of(1.0), Color.WHITE, 'x', id)))
                .isEqualTo("[null,null,1,\"WHITE\",\"x\",\"" + id + "\"]");
    }

    @Test
    void keysStayInTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", null);
        map.put("", true);

        assertThat(json(map)).isEqualTo("{\"b\":1,\"a\":null,\"\":true}");
    }

    @Test
    void binaryAnywhereBecomesAPlaceholder() {
        byte[] bytes = {1, 2};
        Written written = new Written(
                codec,
                List.of(
                        bytes,
                        Map.of("a", new Move("Nf3", new byte[] {3}, List.of(ByteBuffer.wrap(new byte[] {4})))),
                        codec.fromTree(new byte[] {5}, treeType),
                        ByteSlice.of(new byte[] {6})));

        assertThat(written.json)
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},{\"a\":{\"piece\":\"Nf3\",\"thumbnail\":"
                        + "{\"_placeholder\":true,\"num\":1},\"extra\":[{\"_placeholder\":true,\"num\":2}]}},"
                        + "{\"_placeholder\":true,\"num\":3},{\"_placeholder\":true,\"num\":4}]");
        assertThat(written.binaries.stream().map(slice -> (int) slice.at(0))).containsExactly(1, 3, 4, 5, 6);
    }

    @Test
    void bytesAreCopiedSoThatLaterChangesDoNotShow() {
        byte[] bytes = {1, 2};
        Written written = new Written(codec, List.of(bytes, ByteBuffer.wrap(bytes)));
        Arrays.fill(bytes, (byte) 9);

        assertThat(written.binaries).containsExactly(ByteSlice.of(new byte[] {1, 2}), ByteSlice.of(new byte[] {1, 2}));
    }

    @Test
    void buffersOfEveryKindGiveWhatRemains() {
        byte[] bytes = {0, 1, 2, 3, 4, 5};
        ByteBuffer direct = ByteBuffer.allocateDirect(6).put(bytes).position(1).limit(4);
        ByteBuffer sliced = ByteBuffer.wrap(bytes, 1, 4).slice().limit(3);
        Written written =
                new Written(codec, List.of(direct, direct.asReadOnlyBuffer(), sliced, sliced.asReadOnlyBuffer()));

        assertThat(written.binaries).hasSize(4).containsOnly(ByteSlice.of(new byte[] {1, 2, 3}));
        assertThat(direct.position()).isEqualTo(1);
    }

    @Test
    void refusalOfTheCollectorGoesUpAsItIs() {
        IllegalArgumentException refusal = new IllegalArgumentException("too many");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(List.of(Map.of("a", new byte[1])), new ByteSink(8), binary -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
    }

    @Test
    void rawJsonStandsAsItIs() {
        assertThat(json(List.of("a", RawJson.of("{\"x\" : 1.0}"), 2))).isEqualTo("[\"a\",{\"x\" : 1.0},2]");
        assertThat(json(Map.of("k", RawJson.of("null")))).isEqualTo("{\"k\":null}");
        assertThat(json(RawJson.of("\"\ud83d\""))).isEqualTo("\"\\ud83d\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1990, 1991, 1992, 1993, 7990, 7998, 7999, 8000})
    void rawJsonOfAnyLengthIsValidUtf8(int prefix) {
        String raw = '"' + "x".repeat(prefix) + "\ud83d\ude00\u20ac".repeat(3000) + '"';

        assertThat(json(List.of(RawJson.of(raw)))).isEqualTo("[" + raw + "]");
    }

    @Test
    void valueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("m", map);

        for (Object cyclic : List.of(new Object[] {list}, new Object[] {map}, new Cycle())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> json(cyclic))
                    .withMessageContaining("nested more than 1000 deep, or contains itself");
            assertThatIllegalArgumentException().isThrownBy(() -> codec.toTree(cyclic));
        }
    }

    @Test
    void depthOfAThousandIsWrittenAndOneMoreIsNot() {
        assertThat(json(nested(1000))).isEqualTo("[".repeat(1000) + "]".repeat(1000));
        assertThatIllegalArgumentException().isThrownBy(() -> json(nested(1001)));
    }

    private static List<Object> nested(int depth) {
        List<Object> list = List.of();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }

    @Test
    void valueThatCannotBeWrittenIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(Map.of("o", new Object())))
                .withMessageStartingWith("the value cannot be written as JSON: ")
                .withMessageContaining("at .o")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(new Broken(null)))
                .withMessageContaining("no name")
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void codecWorksOnAfterAFailure() {
        for (int i = 0; i < 100; i++) {
            assertThatIllegalArgumentException().isThrownBy(() -> json(List.of("x".repeat(10), new Object())));
        }

        assertThat(json(List.of(1))).isEqualTo("[1]");
    }

    @Test
    void treeIsGenericAndKeepsBytesAndDates() {
        Object tree = codec.toTree(new Move("Nf3", new byte[] {1}, List.of(new Date(5), 1.5f, RawJson.of("[1]"))));

        assertThat(tree).isInstanceOf(Map.class);
        assertThat((Map<?, ?>) tree).extracting("piece").isEqualTo("Nf3");
        assertThat((Map<?, ?>) tree).extracting("thumbnail").isEqualTo(new byte[] {1});
        assertThat((Map<?, ?>) tree).extracting("extra").isEqualTo(List.of(new Date(5), 1.5f, List.of(1)));
        assertThat(codec.toTree(null)).isNull();
    }

    @Test
    void treeIsReadAsAnyType() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("piece", "Nf3");
        tree.put("thumbnail", new byte[] {7});
        tree.put("extra", "2024-01-01T00:00:00.000Z");

        Move move = (Move) codec.fromTree(tree, Move.class);

        assertThat(move.thumbnail()).containsExactly(7);
        assertThat(codec.fromTree(tree.get("extra"), Instant.class)).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(codec.fromTree(5, long.class)).isEqualTo(5L);
        assertThat(codec.fromTree(null, int.class)).isNull();
    }

    @Test
    void closeableValueIsNotClosed() {
        Resource resource = new Resource();

        assertThat(json(resource)).isEqualTo("{\"x\":1}");
        assertThat(resource.closed).isFalse();
    }

    private String json(@Nullable Object value) {
        return new Written(codec, value).json;
    }
}
