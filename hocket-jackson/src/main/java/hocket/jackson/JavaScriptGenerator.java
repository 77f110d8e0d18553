package hocket.jackson;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.spi.JavaScriptNumbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

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
    public void writeNumber(double number) throws IOException {
        if (JavaScriptNumbers.isLong(number)) {
            delegate.writeNumber((long) number);
        } else if (Double.isInfinite(number) || Double.isNaN(number)) {
            delegate.writeNull();
        } else {
            delegate.writeNumber(JavaScriptNumbers.toString(number, DoubleToDecimal.toString(number)));
        }
    }

    @Override
    public void writeNumber(float number) throws IOException {
        if (Float.isInfinite(number) || Float.isNaN(number)) {
            delegate.writeNull();
        } else {
            delegate.writeNumber(JavaScriptNumbers.toString(number, FloatToDecimal.toString(number)));
        }
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        delegate.writeNumber(JavaScriptNumbers.toString(number));
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        writePlaceholder(ByteSlice.of(ByteSlice.of(data, offset, length).toByteArray()));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(length, 32));
        byte[] buffer = new byte[8192];
        for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
            bytes.write(buffer, 0, read);
        }
        writePlaceholder(ByteSlice.of(bytes.toByteArray()));
        return bytes.size();
    }

    @Override
    public void writeEmbeddedObject(@Nullable Object object) throws IOException {
        if (object instanceof byte[] bytes) {
            writeBinary(bytes, 0, bytes.length);
        } else {
            delegate.writeEmbeddedObject(object);
        }
    }

    /** Takes the bytes as they are: nobody may change them afterwards. */
    void writePlaceholder(ByteSlice binary) throws IOException {
        int number;
        try {
            number = binaries.add(binary);
        } catch (RuntimeException e) {
            refusal = e;
            throw e;
        }
        delegate.writeStartObject();
        delegate.writeFieldName("_placeholder");
        delegate.writeBoolean(true);
        delegate.writeFieldName("num");
        delegate.writeNumber(number);
        delegate.writeEndObject();
    }

    @Override
    public JsonGenerator setPrettyPrinter(PrettyPrinter printer) {
        return this;
    }

    @Override
    public JsonGenerator useDefaultPrettyPrinter() {
        return this;
    }

    @Override
    public JsonGenerator setCharacterEscapes(CharacterEscapes escapes) {
        return this;
    }

    @Override
    public JsonGenerator setHighestNonEscapedChar(int character) {
        return this;
    }

    @Override
    public JsonGenerator setRootValueSeparator(SerializableString separator) {
        return this;
    }

    @Override
    public JsonGenerator overrideStdFeatures(int values, int mask) {
        return this;
    }

    @Override
    public JsonGenerator overrideFormatFeatures(int values, int mask) {
        return this;
    }
}
