package hocket.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ArgsException;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.TypeRef;
import hocket.core.Written;
import hocket.jackson.JacksonCodec;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With its defaults the codec reads what that of {@code hocket-jackson} does: every text as every type, and what one refuses
 * the other refuses too.
 */
class ReadsAsJackson2Test {
    private static final JsonCodec TWO = new JacksonCodec();
    private static final JsonCodec THREE = new Jackson3Codec();

    static final List<String> TEXTS = List.of(
            "{}",
            "[]",
            "[[]]",
            "\"\"",
            "\" \"",
            "\"1\"",
            "\"1.5\"",
            "\"a\"",
            "\"ab\"",
            "\"true\"",
            "\"null\"",
            "\"RED\"",
            "\"azure\"",
            "\"red\"",
            "\"2024-02-29\"",
            "\"2024-02-29T12:34:56\"",
            "\"2024-02-29T12:34:56Z\"",
            "\"2024-02-29T12:34:56.789+01:00\"",
            "\"12:34\"",
            "\"PT1S\"",
            "\"AQI=\"",
            "\"00000000-0000-0001-0000-000000000002\"",
            "0",
            "1",
            "-1",
            "300",
            "3000000000",
            "1709210096",
            "1709210096.789",
            "1.0",
            "1.5",
            "1e3",
            "1e400",
            "123456789012345678901234567890",
            "true",
            "[1]",
            "[1.0]",
            "[null]",
            "[\"1\"]",
            "[2024,2,29]",
            "[2024,2,29,12,34,56]",
            "{\"x\":1,\"y\":2}",
            "{\"x\":1}",
            "{\"x\":null,\"y\":2}",
            "{\"x\":\"1\",\"y\":\"\"}",
            "{\"x\":1.5,\"y\":2}",
            "{\"x\":1,\"x\":3,\"y\":2,\"more\":{\"a\":[]}}",
            "{\"number\":\"7\",\"text\":5,\"color\":\"BLUE\",\"list\":null,\"filled\":[1]}",
            "{\"number\":null,\"text\":true,\"color\":1,\"list\":[],\"filled\":null}",
            "{\"text\":[],\"unknown\":1}",
            "{\"text\":{}}",
            "{\"list\":\"one\"}",
            "{\"b\":1,\"i\":true}",
            "{\"b\":\"true\",\"c\":\"x\",\"boxed\":\"\",\"f\":\"NaN\",\"s\":1}",
            "{\"c\":65,\"d\":\"Infinity\",\"l\":\"9\"}",
            "{\"other\":4,\"a\":null,\"x\":5}",
            "{\"1\":2}",
            "{\"kind\":\"circle\",\"r\":1}",
            "{\"kind\":\"square\",\"r\":1}",
            "{\"MARCH\":1}",
            "\"MARCH\"",
            "\"March\"",
            "\"2024\"",
            "\"2024-02\"",
            "\"P3D\"",
            "\"UTC\"",
            "\"java.lang.String\"",
            "{\"date\":\"2024\",\"year\":2024,\"day\":\"02.01.2024\"}",
            "11",
            "12",
            "{\"RED\":1}");

    private static final List<Type> TYPES = List.of(
            Object.class,
            String.class,
            CharSequence.class,
            int.class,
            Integer.class,
            long.class,
            short.class,
            byte.class,
            double.class,
            Float.class,
            boolean.class,
            Boolean.class,
            char.class,
            Number.class,
            BigInteger.class,
            BigDecimal.class,
            byte[].class,
            int[].class,
            String[].class,
            List.class,
            Map.class,
            Samples.Color.class,
            Month.class,
            Samples.Point.class,
            Samples.Bean.class,
            Samples.Limits.class,
            Samples.Annotated.class,
            UUID.class,
            URI.class,
            Date.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            Duration.class,
            Year.class,
            Calendar.class,
            Set.class,
            Queue.class,
            SortedMap.class,
            Iterable.class,
            Samples.Valued.class,
            Samples.Patterns.class,
            Samples.Kind.class,
            ZoneId.class,
            Period.class,
            YearMonth.class,
            TimeZone.class,
            Class.class,
            StringBuilder.class,
            AtomicLong.class,
            new TypeRef<Map<Samples.Color, Integer>>() {}.type(),
            new TypeRef<Map<Integer, Month>>() {}.type(),
            new TypeRef<List<Samples.Point>>() {}.type());

    @ParameterizedTest
    @FieldSource("TEXTS")
    void textIsReadTheSame(String json) {
        for (Type type : TYPES) {
            assertThat(read(THREE, json, type)).as(type.getTypeName()).isEqualTo(read(TWO, json, type));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"it_IT\"", "\"it-IT\"", "\"\""})
    void localeIsReadTheSame(String json) {
        assertThat(read(THREE, json, Locale.class)).isEqualTo(read(TWO, json, Locale.class));
    }

    /** The value as Jackson 2 writes it, since beans are not equal to each other, and its class. */
    private static String read(JsonCodec codec, String json, Type type) {
        try {
            Object value = codec.read(ByteSlice.utf8(json), type, JsonCodec.Binaries.NONE);
            boolean plain = value == null || value instanceof Map || value instanceof Collection;
            return (plain ? "" : value.getClass().getName() + " ") + new Written(TWO, value).json;
        } catch (ArgsException e) {
            return "cannot be read";
        }
    }
}
