package hocket.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import hocket.core.ByteSlice;
import hocket.core.RawJson;
import hocket.core.spi.LoneSurrogates;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The types that every mapper must know to be the wire's: binary values and JSON that stands ready. */
final class WireModule extends SimpleModule {
    WireModule() {
        super("hocket.wire");
        addSerializer(new ByteBufferSerializer());
        addSerializer(new ByteSliceSerializer());
        addSerializer(new RawJsonSerializer());
        addDeserializer(ByteSlice.class, new ByteSliceDeserializer());
    }

    private static void writeBinary(ByteSlice unchanging, JsonGenerator out) throws IOException {
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
        public void serialize(ByteBuffer buffer, JsonGenerator out, SerializerProvider provider) throws IOException {
            writeBinary(ByteSlice.copyOf(buffer), out);
        }
    }

    private static final class ByteSliceSerializer extends StdSerializer<ByteSlice> {
        ByteSliceSerializer() {
            super(ByteSlice.class);
        }

        @Override
        public void serialize(ByteSlice slice, JsonGenerator out, SerializerProvider provider) throws IOException {
            writeBinary(slice, out);
        }
    }

    private static final class ByteSliceDeserializer extends StdDeserializer<ByteSlice> {
        ByteSliceDeserializer() {
            super(ByteSlice.class);
        }

        @Override
        public ByteSlice deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return ByteSlice.of(in.getBinaryValue());
        }
    }

    private static final class RawJsonSerializer extends StdSerializer<RawJson> {
        RawJsonSerializer() {
            super(RawJson.class);
        }

        @Override
        public void serialize(RawJson raw, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (out instanceof JsonGeneratorDelegate) {
                out.writeRawValue(LoneSurrogates.escape(raw.json()));
            } else {
                copy(raw, out);
            }
        }

        /** Into a buffer of tokens, which has no raw text. */
        private static void copy(RawJson raw, JsonGenerator out) throws IOException {
            try (JsonParser parser = out.getCodec().getFactory().createParser(raw.json())) {
                if (parser.nextToken() == null) {
                    throw new IllegalArgumentException("a RawJson holds one JSON value, not none");
                }
                out.copyCurrentStructure(parser);
            }
        }
    }
}
