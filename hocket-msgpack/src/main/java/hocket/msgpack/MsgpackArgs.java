package hocket.msgpack;

import hocket.core.Args;
import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments that lie in a packet which has been checked; each is read when it is asked for. */
final class MsgpackArgs extends Args {
    /** The classes whose only instances, in a tree, are what the packet holds. */
    private static final Map<Type, Class<?>> PLAIN = Map.of(
            String.class, String.class,
            Integer.class, Integer.class,
            int.class, Integer.class,
            Long.class, Long.class,
            long.class, Long.class,
            Double.class, Double.class,
            double.class, Double.class,
            Boolean.class, Boolean.class,
            boolean.class, Boolean.class,
            byte[].class, byte[].class);

    private final JsonCodec codec;
    private final ByteSlice message;
    private final int[] offsets;

    MsgpackArgs(JsonCodec codec, ByteSlice message, int[] offsets) {
        this.codec = codec;
        this.message = message;
        this.offsets = offsets;
    }

    @Override
    public int size() {
        return offsets.length;
    }

    @Override
    public String json(int index) {
        int[] binaries = {0};
        ByteSink sink = new ByteSink(64);
        codec.write(value(index), sink, binary -> binaries[0]++);
        return sink.toSlice().utf8();
    }

    @Override
    protected @Nullable Object read(int index, Type type) {
        Object value = value(index);
        Class<?> plain = PLAIN.get(type);
        if (value == null || type == Object.class || (plain != null && plain.isInstance(value))) {
            return value;
        }
        if (value instanceof byte[] bytes && type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        return codec.fromTree(value, type);
    }

    private @Nullable Object value(int index) {
        if (index < 0 || index >= offsets.length) {
            throw new IndexOutOfBoundsException("argument " + index + " of " + offsets.length);
        }
        try {
            return new MsgpackReader(message.slice(offsets[index])).tree();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array is read, not a stream
        }
    }
}
