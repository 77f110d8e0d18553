package hocket.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.sym.SimpleNameMatcher;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.Named;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Jackson 3 has many ways to go on to the next token; all of them come to the same. */
class BinaryParserTest {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private static final String JSON = "[" + PLACEHOLDER + ",{\"a\":" + PLACEHOLDER + ",\"b\":[" + PLACEHOLDER
            + ",{\"c\":{}}]}," + PLACEHOLDER + "]";

    private static final PropertyNameMatcher NAMES =
            SimpleNameMatcher.constructFrom(null, List.of(Named.fromString("a"), Named.fromString("c")), false);

    static Stream<Arguments> steps() {
        return Stream.of(
                step("nextName", JsonParser::nextName),
                step("nextName of one", in -> in.nextName(new SerializedString("b"))),
                step("nextNameMatch", in -> in.nextNameMatch(NAMES)),
                step("nextStringValue", JsonParser::nextStringValue),
                step("nextIntValue", in -> in.nextIntValue(0)),
                step("nextBooleanValue", JsonParser::nextBooleanValue));
    }

    private static Arguments step(String name, Consumer<JsonParser> step) {
        return Arguments.of(name, step);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void everyWayShowsTheSameTokens(String name, Consumer<JsonParser> step) {
        assertThat(tokens(step)).isEqualTo(tokens(JsonParser::nextToken)).contains(JsonToken.VALUE_EMBEDDED_OBJECT);
    }

    private static List<@Nullable JsonToken> tokens(Consumer<JsonParser> step) {
        List<@Nullable JsonToken> tokens = new ArrayList<>();
        try (JsonParser in = parser()) {
            do {
                step.accept(in);
                tokens.add(in.currentToken());
                boolean bytes = in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT);
                assertThat(in.getEmbeddedObject()).isEqualTo(bytes ? new byte[] {7} : null);
                assertThat(in.currentNameMatch(NAMES) == PropertyNameMatcher.MATCH_END_OBJECT)
                        .isEqualTo(in.hasToken(JsonToken.END_OBJECT));
            } while (in.currentToken() != null);
        }
        return tokens;
    }

    private static JsonParser parser() {
        byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
        JsonParser plain = new JsonFactory().createParser(ObjectReadContext.empty(), json);
        return new BinaryParser(plain, BinaryParserTest::binary, null);
    }

    private static @Nullable ByteSlice binary(int offset) {
        return JSON.startsWith(PLACEHOLDER, offset) ? ByteSlice.of(new byte[] {7}) : null;
    }

    @Test
    void deserializerMayAskItsParserForValues() {
        Asking asking = (Asking) new Jackson3Codec().read(ByteSlice.utf8(JSON), Asking.class, BinaryParserTest::binary);

        assertThat(asking.values.get(0)).isEqualTo(new byte[] {7});
        assertThat((Map<?, ?>) asking.values.get(1)).extracting("a").isEqualTo(new byte[] {7});
        assertThat(((JsonNode) asking.values.get(2)).binaryValue()).containsExactly(7);
    }

    @JsonDeserialize(using = AskingDeserializer.class)
    static final class Asking {
        final List<Object> values;

        Asking(List<Object> values) {
            this.values = values;
        }
    }

    static final class AskingDeserializer extends StdDeserializer<Asking> {
        AskingDeserializer() {
            super(Asking.class);
        }

        @Override
        public Asking deserialize(JsonParser in, DeserializationContext context) {
            List<Object> values = new ArrayList<>();
            in.nextToken();
            values.add(in.readValueAs(byte[].class));
            in.nextToken();
            values.add(in.readValueAs(new TypeReference<Map<String, Object>>() {}));
            in.nextToken();
            values.add(in.readValueAsTree());
            assertThat(in.nextToken()).isEqualTo(JsonToken.END_ARRAY);
            return new Asking(values);
        }
    }
}
