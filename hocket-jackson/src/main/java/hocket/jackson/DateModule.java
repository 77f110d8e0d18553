package hocket.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import hocket.core.spi.JavaScriptDates;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Dates as JavaScript prints them, and optional values as the value or null. */
@SuppressWarnings("JavaUtilDate") // it is what applications hold
final class DateModule extends SimpleModule {
    /** The attribute under which a writer of trees asks for dates to stay dates. */
    static final Object KEEP = new Object();

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
            out.writeString(JavaScriptDates.toString(instant));
        }
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
