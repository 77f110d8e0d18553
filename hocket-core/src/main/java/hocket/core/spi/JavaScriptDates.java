package hocket.core.spi;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Prints dates as {@code Date.prototype.toISOString} does (ECMA-262). */
public final class JavaScriptDates {
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final int MAX_PLAIN_YEAR = 9999;

    private JavaScriptDates() {}

    /** With three digits of milliseconds; a year outside 0 to 9999 has a sign and six digits. */
    public static String toString(Instant instant) {
        String text = ISO.format(instant);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= MAX_PLAIN_YEAR
                ? text
                : String.format(Locale.ROOT, "%+07d", year) + text.substring(text.indexOf('-', 1));
    }
}
