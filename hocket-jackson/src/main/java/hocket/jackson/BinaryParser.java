package hocket.jackson;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.spi.ByteOffsets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Shows each placeholder object as the bytes it stands for, so that they can be read wherever they are. */
final class BinaryParser extends JsonParserDelegate {
    private final JsonCodec.Binaries binaries;
    private final @Nullable ByteOffsets offsets;
    /** The bytes at which the parser stands, null anywhere else; the delegate then stands at their closing brace. */
    private byte @Nullable [] current;

    /** With the offsets of the characters if the delegate counts these and not bytes. */
    BinaryParser(JsonParser delegate, JsonCodec.Binaries binaries, @Nullable ByteOffsets offsets) {
        super(delegate);
        this.binaries = binaries;
        this.offsets = offsets;
    }

    private int offset() {
        JsonLocation location = delegate.currentTokenLocation();
        return offsets == null ? (int) location.getByteOffset() : offsets.of((int) location.getCharOffset());
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        current = null;
        JsonToken token = delegate.nextToken();
        if (token == JsonToken.START_OBJECT) {
            ByteSlice binary = binaries.at(offset());
            if (binary != null) {
                delegate.skipChildren();
                current = binary.toByteArray();
                return JsonToken.VALUE_EMBEDDED_OBJECT;
            }
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (current == null) {
            delegate.skipChildren();
        }
        return this;
    }

    @Override
    public void clearCurrentToken() {
        current = null;
        delegate.clearCurrentToken();
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return current == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    public int currentTokenId() {
        return current == null ? delegate.currentTokenId() : JsonToken.VALUE_EMBEDDED_OBJECT.id();
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // it is Jackson that deprecates it, and still calls it
    public @Nullable JsonToken getCurrentToken() {
        return currentToken();
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // as above
    public int getCurrentTokenId() {
        return currentTokenId();
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public boolean isExpectedStartArrayToken() {
        return current == null && delegate.isExpectedStartArrayToken();
    }

    @Override
    public boolean isExpectedStartObjectToken() {
        return current == null && delegate.isExpectedStartObjectToken();
    }

    @Override
    public boolean isExpectedNumberIntToken() {
        return current == null && delegate.isExpectedNumberIntToken();
    }

    @Override
    public @Nullable String getText() throws IOException {
        return current == null ? delegate.getText() : null;
    }

    @Override
    public int getText(Writer writer) throws IOException {
        return current == null ? delegate.getText(writer) : 0;
    }

    @Override
    public boolean hasTextCharacters() {
        return current == null && delegate.hasTextCharacters();
    }

    @Override
    public @Nullable String getValueAsString() throws IOException {
        return current == null ? delegate.getValueAsString() : null;
    }

    @Override
    public @Nullable String getValueAsString(@Nullable String defaultValue) throws IOException {
        return current == null ? delegate.getValueAsString(defaultValue) : defaultValue;
    }

    @Override
    public @Nullable Object getEmbeddedObject() throws IOException {
        return current == null ? delegate.getEmbeddedObject() : current;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return current == null ? delegate.getBinaryValue(variant) : current;
    }

    @Override
    public int readBinaryValue(Base64Variant variant, OutputStream out) throws IOException {
        if (current == null) {
            return delegate.readBinaryValue(variant, out);
        }
        out.write(current);
        return current.length;
    }
}
