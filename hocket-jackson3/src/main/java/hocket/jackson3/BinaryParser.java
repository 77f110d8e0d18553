package hocket.jackson3;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.spi.ByteOffsets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.TreeNode;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.JsonParserDelegate;

/** Shows each placeholder object as the bytes it stands for, so that they can be read wherever they are. */
@SuppressWarnings("TypeParameterUnusedInFormals") // as Jackson declares them
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
        TokenStreamLocation location = delegate.currentTokenLocation();
        return offsets == null ? (int) location.getByteOffset() : offsets.of((int) location.getCharOffset());
    }

    @Override
    public @Nullable JsonToken nextToken() {
        current = null;
        return shown(delegate.nextToken());
    }

    /** The delegate's token, at which it has just arrived, or the bytes. */
    private @Nullable JsonToken shown(@Nullable JsonToken token) {
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
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        current = null;
        String name = delegate.nextName();
        if (name == null) {
            shown(delegate.currentToken());
        }
        return name;
    }

    @Override
    public boolean nextName(SerializableString name) {
        current = null;
        boolean same = delegate.nextName(name);
        shown(delegate.currentToken());
        return same;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        current = null;
        int match = delegate.nextNameMatch(matcher);
        if (match == PropertyNameMatcher.MATCH_ODD_TOKEN) {
            shown(delegate.currentToken());
        }
        return match;
    }

    @Override
    public int currentNameMatch(PropertyNameMatcher matcher) {
        return current == null ? delegate.currentNameMatch(matcher) : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }

    @Override
    public JsonParser skipChildren() {
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
    public @Nullable String getString() {
        return current == null ? delegate.getString() : null;
    }

    @Override
    public int getString(Writer writer) {
        return current == null ? delegate.getString(writer) : 0;
    }

    @Override
    public boolean hasStringCharacters() {
        return current == null && delegate.hasStringCharacters();
    }

    @Override
    public @Nullable String getValueAsString() {
        return current == null ? delegate.getValueAsString() : null;
    }

    @Override
    public @Nullable String getValueAsString(@Nullable String defaultValue) {
        return current == null ? delegate.getValueAsString(defaultValue) : defaultValue;
    }

    @Override
    public @Nullable Object getEmbeddedObject() {
        return current == null ? delegate.getEmbeddedObject() : current;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        return current == null ? delegate.getBinaryValue(variant) : current;
    }

    @Override
    public int readBinaryValue(Base64Variant variant, OutputStream out) {
        if (current == null) {
            return delegate.readBinaryValue(variant, out);
        }
        try {
            out.write(current);
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
        return current.length;
    }

    // The delegate would read these from itself.

    @Override
    public <T> T readValueAs(Class<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T> T readValueAs(TypeReference<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T> T readValueAs(ResolvedType type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T extends TreeNode> T readValueAsTree() {
        return objectReadContext().readTree(this);
    }
}
