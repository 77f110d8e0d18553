package hocket.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The vectors that {@code src/test/js/generate-vectors.mjs} printed. */
@SuppressWarnings("JavaUtilDate") // as applications hold them
public final class Vectors {
    private Vectors() {}

    /** Those of a group of a file. */
    public static Stream<JsonNode> of(String file, String group) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            JsonNode vectors = new ObjectMapper().readTree(in).get(group);
            return StreamSupport.stream(vectors.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each vector behind what it is of, such as a protocol, and its name. */
    static Stream<Arguments> named(Object of, String file, String group) {
        return of(file, group)
                .map(vector -> Arguments.of(of, vector.path("name").asText(), vector));
    }

    /** What Hocket does: as JavaScript, unless the vector says otherwise. */
    static JsonNode expected(JsonNode vector) {
        return vector.has("hocket") ? vector.get("hocket") : vector;
    }

    static boolean isBinary(JsonNode wire) {
        return wire.has("binary");
    }

    static ByteSlice bytes(JsonNode wire) {
        return isBinary(wire)
                ? ByteSlice.of(HexFormat.of().parseHex(wire.get("binary").asText()))
                : ByteSlice.utf8(wire.get("text").asText());
    }

    /** The value that the tags stand for, as an application would hold it. */
    public static @Nullable Object value(JsonNode tagged) {
        if (tagged.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            tagged.forEach(element -> list.add(value(element)));
            return list;
        }
        if (!tagged.isObject()) {
            return new ObjectMapper().convertValue(tagged, Object.class);
        }
        if (tagged.has("$bytes")) {
            return HexFormat.of().parseHex(tagged.get("$bytes").asText());
        }
        if (tagged.has("$double")) {
            return Double.parseDouble(tagged.get("$double").asText());
        }
        if (tagged.has("$date")) {
            return tagged.get("$date").isNull()
                    ? null
                    : new Date(tagged.get("$date").asLong());
        }
        if (tagged.has("$undefined")) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        tagged.path("$map").forEach(entry -> map.put(entry.get(0).asText(), value(entry.get(1))));
        if (!map.isEmpty()) {
            return map;
        }
        tagged.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    /** A tree in which equal values are equal: numbers as doubles, bytes as text. */
    static @Nullable Object comparable(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            List<@Nullable Object> comparable = new ArrayList<>();
            list.forEach(element -> comparable.add(comparable(element)));
            return comparable;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> comparable = new LinkedHashMap<>();
            map.forEach((key, value) -> comparable.put(key, comparable(value)));
            return comparable;
        }
        if (tree instanceof Number number) {
            return number.doubleValue() + 0.0; // JSON's -0 is an integer to Java
        }
        return tree instanceof byte[] bytes ? "bytes " + HexFormat.of().formatHex(bytes) : tree;
    }
}
