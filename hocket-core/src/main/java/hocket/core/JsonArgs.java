package hocket.core;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments that lie in a JSON array, from one element on, or a single JSON value. */
final class JsonArgs extends Args {
    static final Args NONE = new Args() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public String json(int index) {
            throw new IndexOutOfBoundsException("argument " + index + " of 0");
        }

        @Override
        protected @Nullable Object read(int index, Type type) {
            throw new IndexOutOfBoundsException("argument " + index + " of 0");
        }
    };

    private final JsonCodec codec;
    private final ByteSlice json;
    private final JsonIndex index;
    private final int firstElement;
    private final List<ByteSlice> attachments;

    JsonArgs(JsonCodec codec, ByteSlice json, JsonIndex index, int firstElement, List<ByteSlice> attachments) {
        this.codec = codec;
        this.json = json;
        this.index = index;
        this.firstElement = firstElement;
        this.attachments = attachments;
    }

    @Override
    public int size() {
        return isArray() ? index.elements() - firstElement : 1;
    }

    @Override
    public String json(int argument) {
        if (argument < 0 || argument >= size()) {
            throw new IndexOutOfBoundsException("argument " + argument + " of " + size());
        }
        return slice(argument).utf8();
    }

    @Override
    protected @Nullable Object read(int argument, Type type) {
        int start = isArray() ? index.start(firstElement + argument) : 0;
        return codec.read(
                slice(argument), type, attachments.isEmpty() ? JsonCodec.Binaries.NONE : at -> binary(start + at));
    }

    private @Nullable ByteSlice binary(int offset) {
        int number = index.placeholderAt(offset);
        return number < 0 ? null : attachments.get(number);
    }

    private ByteSlice slice(int argument) {
        int element = firstElement + argument;
        return isArray() ? json.slice(index.start(element), index.end(element)) : json;
    }

    private boolean isArray() {
        return index.kind() == JsonIndex.Kind.ARRAY;
    }
}
