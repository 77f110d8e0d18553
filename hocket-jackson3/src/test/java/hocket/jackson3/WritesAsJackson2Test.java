package hocket.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.JsonCodec;
import hocket.core.Written;
import hocket.jackson.JacksonCodec;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With its defaults the codec writes what that of {@code hocket-jackson} does. */
@SuppressWarnings("JavaUtilDate") // as applications hold them
class WritesAsJackson2Test {
    private static final JsonCodec TWO = new JacksonCodec();
    private static final JsonCodec THREE = new Jackson3Codec();
    private static final ZonedDateTime TIME =
            ZonedDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000, ZoneId.of("Europe/Rome"));

    static Stream<Object> values() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
        calendar.setTimeInMillis(5);
        return Stream.of(
                new Samples.Square(),
                new Samples.Annotated(1, null, new Samples.Point(2, 3)),
                new Samples.Annotated(1, "a", new Samples.Point(2, 3)),
                new Samples.Mixed(
                        new int[] {1}, new char[] {'a', 'b'}, List.of(Samples.Color.BLUE), Map.of(1, new Date(5)), 'c'),
                new Samples.Limits(1, 2, (short) 3, 4, 5.5f, true, '\0', null),
                List.of(Samples.Color.RED, Samples.Color.BLUE, DayOfWeek.MONDAY, Month.MARCH),
                new EnumMap<>(Map.of(Samples.Color.BLUE, 1)),
                Map.of(new Date(5), 1),
                Map.of(Instant.ofEpochMilli(5), 1),
                Map.of(LocalDate.of(2024, 1, 2), 1),
                Map.of(TIME, 1),
                Map.of(1.5, 1),
                Map.of(true, 1),
                Map.of(new UUID(1, 2), 1),
                List.of(TIME, TIME.toOffsetDateTime(), TIME.toLocalDateTime(), TIME.toLocalDate(), TIME.toLocalTime()),
                List.of(TIME.toOffsetDateTime().toOffsetTime(), TIME.withZoneSameInstant(ZoneOffset.UTC)),
                List.of(
                        Year.of(2024),
                        YearMonth.of(2024, 2),
                        MonthDay.of(2, 29),
                        Period.ofDays(3),
                        Duration.ofMillis(5)),
                List.of(
                        LocalTime.of(1, 2),
                        LocalDateTime.of(2024, 1, 2, 3, 0),
                        ZoneId.of("Europe/Rome"),
                        ZoneOffset.UTC),
                List.of(calendar, new Timestamp(5), new java.sql.Date(5), new Date(-1)),
                List.of(URI.create("http://a/b?c"), Locale.ITALY, Currency.getInstance("EUR"), Pattern.compile("a.b")),
                List.of(new AtomicLong(1), new AtomicBoolean(), new AtomicReference<>("r"), BitSet.valueOf(new long[] {5
                })),
                List.of(TimeZone.getTimeZone("UTC"), String.class, new StringBuilder("s").reverse(), (byte) 1, (short)
                        2),
                Arrays.asList(Optional.empty(), Optional.of(Optional.of(1)), null),
                new Object[] {new long[] {1}, new short[] {2}, new boolean[] {true}, new String[] {"s", null}},
                new Object[] {new float[] {1f, 0.1f}, new double[] {1e21}, new char[0], new Object[0]},
                new Object(),
                Map.of("a", new Object()),
                Map.of(Month.MARCH, 1, "k", Year.of(5)),
                List.of(Locale.ROOT, Locale.forLanguageTag("zh-Hans-CN")),
                List.of(new File("/a"), Path.of("/a"), StandardCharsets.UTF_8),
                List.of(Map.entry("k", 1), new int[0].getClass()),
                List.of(
                        new Samples.Valued(3),
                        new Samples.Patterns(new Date(5), Year.of(2024), LocalDate.of(2024, 1, 2))),
                List.of(new Samples.Typed(new Samples.Circle(1), List.of(new Samples.Circle(2)))),
                new IllegalStateException("thrown", new RuntimeException("cause")).getStackTrace()[0],
                new Samples.Extra());
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAreWrittenTheSame(Object value) {
        assertThat(written(THREE, value)).isEqualTo(written(TWO, value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void treeOfAValueIsTheSame(Object value) {
        assertThat(tree(THREE, value)).isEqualTo(tree(TWO, value));
    }

    private static String tree(JsonCodec codec, Object value) {
        try {
            return new Written(TWO, codec.toTree(value)).json;
        } catch (IllegalArgumentException e) {
            return "cannot be written";
        }
    }

    /** Or that it cannot be written. */
    private static String written(JsonCodec codec, Object value) {
        try {
            return new Written(codec, value).json;
        } catch (IllegalArgumentException e) {
            return "cannot be written";
        }
    }
}
