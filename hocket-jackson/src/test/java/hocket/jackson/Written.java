package hocket.jackson;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a codec made of a value. */
final class Written {
    final String json;
    final List<ByteSlice> binaries = new ArrayList<>();

    Written(JsonCodec codec, @Nullable Object value) {
        ByteSink sink = new ByteSink(16);
        codec.write(value, sink, binary -> {
            binaries.add(binary);
            return binaries.size() - 1;
        });
        json = sink.toSlice().utf8();
    }
}
