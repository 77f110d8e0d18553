package hocket.examples.cli;

import hocket.core.Args;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Arguments of events as people write and read them. Stateless. */
final class Arguments {
    private static final JsonCodec CODEC = JsonCodec.load();

    private Arguments() {}

    /** Each as JSON, {@code @file} as the bytes of the file, and what is no JSON as text. */
    static @Nullable Object[] parse(List<String> words) throws IOException {
        @Nullable Object[] values = new Object[words.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parse(words.get(i));
        }
        return values;
    }

    private static @Nullable Object parse(String word) throws IOException {
        if (word.startsWith("@")) {
            return Files.readAllBytes(Path.of(word.substring(1)));
        }
        try {
            return json(word);
        } catch (ProtocolException e) {
            return word;
        }
    }

    /**
     * A JSON object.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Object object(String text) {
        try {
            if (json(text) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("not JSON: " + text + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("not a JSON object: " + text);
    }

    private static @Nullable Object json(String text) throws ProtocolException {
        ByteSlice bytes = ByteSlice.utf8(text);
        CODEC.index(bytes);
        return CODEC.read(bytes, Object.class, JsonCodec.Binaries.NONE);
    }

    /** All of them as JSON, with a space between; binary ones as their number of bytes. */
    static String print(Args args) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < args.size(); i++) {
            text.add(args.tree(i) instanceof byte[] bytes ? "(" + bytes.length + " bytes)" : args.json(i));
        }
        return text.toString();
    }
}
