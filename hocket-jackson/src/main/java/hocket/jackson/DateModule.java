package hocket.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/** Dates as {@code Date.prototype.toISOString} prints them (ECMA-262), and optional values as the value or null. */
@SuppressWarnings("JavaUtilDate") // it is what applications hold
final class DateModule extends SimpleModule {
    /** The attribute under which a writer of trees asks for dates to stay dates. */
    static final Object KEEP = new Object();

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final int MAX_PLAIN_YEAR = 9999;

    DateModule() {
        super("hocket.dates");
        addSerializer(new DateSerializer());
        addSerializer(new InstantSerializer());
        addSerializer(new OptionalSerializer());
    }

    private static void write(Instant instant, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (provider.getAttribute(KEEP) != null) {
            out.writeEmbeddedObject(new Date(instant.toEpochMilli()));
        } else {
            out.writeString(isoString(instant));
        }
    }

    /** With three digits of milliseconds; a year outside 0 to 9999 has a sign and six digits. */
    static String isoString(Instant instant) {
        String text = ISO.format(instant);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= MAX_PLAIN_YEAR
                ? text
                : String.format(Locale.ROOT, "%+07d", year) + text.substring(text.indexOf('-', 1));
    }

    private static final class DateSerializer extends StdSerializer<Date> {
        DateSerializer() {
            super(Date.class);
        }

        @Override
        public void serialize(Date date, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(Instant.ofEpochMilli(date.getTime()), out, provider);
        }
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(instant, out, provider);
        }
    }

    private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
        OptionalSerializer() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> optional, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(optional.orElse(null), out);
        }
    }
}
