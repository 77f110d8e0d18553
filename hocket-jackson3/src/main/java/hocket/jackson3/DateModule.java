package hocket.jackson3;

import hocket.core.spi.JavaScriptDates;
import java.time.Instant;
import java.util.Date;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Dates as JavaScript prints them. */
@SuppressWarnings("JavaUtilDate") // it is what applications hold
final class DateModule extends SimpleModule {
    /** The attribute under which a writer of trees asks for dates to stay dates. */
    static final Object KEEP = new Object();

    DateModule() {
        super("hocket.dates");
        addSerializer(new DateSerializer());
        addSerializer(new InstantSerializer());
    }

    private static void write(Instant instant, JsonGenerator out, SerializationContext context) {
        if (context.getAttribute(KEEP) != null) {
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
        public void serialize(Date date, JsonGenerator out, SerializationContext context) {
            write(Instant.ofEpochMilli(date.getTime()), out, context);
        }
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator out, SerializationContext context) {
            write(instant, out, context);
        }
    }
}
