package hocket.jackson3;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.spi.JavaScriptNumbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.schubfach.DoubleToDecimal;
import tools.jackson.core.io.schubfach.FloatToDecimal;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Writes what {@code JSON.stringify} would, and puts binary values beside it. No mapper's settings change that. */
final class JavaScriptGenerator extends JsonGeneratorDelegate {
    private final JsonCodec.BinaryCollector binaries;
    private @Nullable RuntimeException refusal;

    JavaScriptGenerator(JsonGenerator delegate, JsonCodec.BinaryCollector binaries) {
        super(delegate, false);
        this.binaries = binaries;
    }

    /** What the collector threw, before Jackson wrapped it; null if it threw nothing. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    @Override
    public JsonGenerator writeNumber(double number) {
        if (JavaScriptNumbers.isLong(number)) {
            delegate.writeNumber((long) number);
        } else if (Double.isInfinite(number) || Double.isNaN(number)) {
            delegate.writeNull();
        } else {
            delegate.writeNumber(JavaScriptNumbers.toString(number, DoubleToDecimal.toString(number)));
        }
        return this;
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        if (Float.isInfinite(number) || Float.isNaN(number)) {
            delegate.writeNull();
        } else {
            delegate.writeNumber(JavaScriptNumbers.toString(number, FloatToDecimal.toString(number)));
        }
        return this;
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal number) {
        delegate.writeNumber(JavaScriptNumbers.toString(number));
        return this;
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        return writeEndArray();
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        return writePlaceholder(ByteSlice.of(ByteSlice.of(data, offset, length).toByteArray()));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(length, 32));
        try {
            data.transferTo(bytes);
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
        writePlaceholder(ByteSlice.of(bytes.toByteArray()));
        return bytes.size();
    }

    @Override
    public JsonGenerator writeEmbeddedObject(@Nullable Object object) {
        if (object instanceof byte[] bytes) {
            return writeBinary(bytes, 0, bytes.length);
        }
        delegate.writeEmbeddedObject(object);
        return this;
    }

    /** Takes the bytes as they are: nobody may change them afterwards. */
    JsonGenerator writePlaceholder(ByteSlice binary) {
        int number;
        try {
            number = binaries.add(binary);
        } catch (RuntimeException e) {
            refusal = e;
            throw e;
        }
        delegate.writeStartObject();
        delegate.writeName("_placeholder");
        delegate.writeBoolean(true);
        delegate.writeName("num");
        delegate.writeNumber(number);
        delegate.writeEndObject();
        return this;
    }

    @Override
    public JsonGenerator configure(StreamWriteFeature feature, boolean state) {
        return this;
    }
}
