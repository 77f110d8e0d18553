package hocket.jackson3;

import hocket.core.ByteSlice;
import hocket.core.RawJson;
import hocket.core.spi.LoneSurrogates;
import java.nio.ByteBuffer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The types that every mapper must know to be the wire's: binary values and JSON that stands ready. */
final class WireModule extends SimpleModule {
    WireModule() {
        super("hocket.wire");
        addSerializer(new ByteBufferSerializer());
        addSerializer(new ByteSliceSerializer());
        addSerializer(new RawJsonSerializer());
        addDeserializer(ByteSlice.class, new ByteSliceDeserializer());
    }

    private static void writeBinary(ByteSlice unchanging, JsonGenerator out) {
        if (out instanceof JavaScriptGenerator generator) {
            generator.writePlaceholder(unchanging);
        } else {
            out.writeBinary(unchanging.array(), unchanging.offset(), unchanging.length());
        }
    }

    /** Jackson's own loses the position of a direct buffer. */
    private static final class ByteBufferSerializer extends StdSerializer<ByteBuffer> {
        ByteBufferSerializer() {
            super(ByteBuffer.class);
        }

        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator out, SerializationContext context) {
            writeBinary(ByteSlice.copyOf(buffer), out);
        }
    }

    private static final class ByteSliceSerializer extends StdSerializer<ByteSlice> {
        ByteSliceSerializer() {
            super(ByteSlice.class);
        }

        @Override
        public void serialize(ByteSlice slice, JsonGenerator out, SerializationContext context) {
            writeBinary(slice, out);
        }
    }

    private static final class ByteSliceDeserializer extends StdDeserializer<ByteSlice> {
        ByteSliceDeserializer() {
            super(ByteSlice.class);
        }

        @Override
        public ByteSlice deserialize(JsonParser in, DeserializationContext context) {
            return ByteSlice.of(in.getBinaryValue());
        }
    }

    private static final class RawJsonSerializer extends StdSerializer<RawJson> {
        RawJsonSerializer() {
            super(RawJson.class);
        }

        @Override
        public void serialize(RawJson raw, JsonGenerator out, SerializationContext context) {
            if (out instanceof JsonGeneratorDelegate) {
                out.writeRawValue(LoneSurrogates.escape(raw.json()));
            } else {
                copy(raw, out, context);
            }
        }

        /** Into a buffer of tokens, which has no raw text. */
        private static void copy(RawJson raw, JsonGenerator out, SerializationContext context) {
            try (JsonParser parser = context.tokenStreamFactory().createParser(ObjectReadContext.empty(), raw.json())) {
                if (parser.nextToken() == null) {
                    throw new IllegalArgumentException("a RawJson holds one JSON value, not none");
                }
                out.copyCurrentStructure(parser);
            }
        }
    }
}
