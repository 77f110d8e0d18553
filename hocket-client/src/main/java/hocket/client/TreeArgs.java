package hocket.client;

import hocket.core.Args;
import hocket.core.ByteSink;
import hocket.core.JsonCodec;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** One argument that was a part of another. Immutable. */
final class TreeArgs extends Args {
    private final JsonCodec codec;
    private final Object tree;

    TreeArgs(JsonCodec codec, Object tree) {
        this.codec = codec;
        this.tree = tree;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public String json(int index) {
        if (index != 0) {
            throw new IndexOutOfBoundsException("argument " + index + " of 1");
        }
        ByteSink sink = new ByteSink(64);
        codec.write(tree, sink, binary -> 0);
        return sink.toSlice().utf8();
    }

    @Override
    protected @Nullable Object read(int index, Type type) {
        return type == Object.class ? tree : codec.fromTree(tree, type);
    }
}
