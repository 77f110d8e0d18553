package hocket.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a codec made of a value. */
public final class Written {
    /** The JSON. */
    public final String json;

    /** What stands beside it. */
    public final List<ByteSlice> binaries = new ArrayList<>();

    /** Writes the value. */
    public Written(JsonCodec codec, @Nullable Object value) {
        ByteSink sink = new ByteSink(16);
        codec.write(value, sink, binary -> {
            binaries.add(binary);
            return binaries.size() - 1;
        });
        json = sink.toSlice().utf8();
    }
}
