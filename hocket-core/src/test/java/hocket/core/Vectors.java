package hocket.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** The vectors that {@code src/test/js/generate-vectors.mjs} printed. */
final class Vectors {
    private Vectors() {}

    /** Each vector of the group behind its name. */
    static Stream<Arguments> of(String file, String group) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            JsonNode vectors = new ObjectMapper().readTree(in).get(group);
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> Arguments.of(vector.path("name").asText(), vector));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
