package hocket.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.JacksonCodecContract;
import hocket.core.JsonCodec;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

class Jackson3CodecTest extends JacksonCodecContract {
    private static final ByteQuadsCanonicalizer TABLE = ByteQuadsCanonicalizer.createRoot();

    @Override
    protected JsonCodec create() {
        return new Jackson3Codec();
    }

    @Override
    protected Class<?> treeType() {
        return JsonNode.class;
    }

    @Override
    protected JsonCodec withDatesAsNumbers() {
        return Jackson3Codec.of(inOrder()
                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    private static JsonMapper.Builder inOrder() {
        return JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }

    @Override
    protected JsonCodec withSnakeCase() {
        return Jackson3Codec.of(inOrder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
    }

    @Override
    protected JsonCodec withOddities() {
        return Jackson3Codec.of(inOrder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                .disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build());
    }

    @Override
    protected JsonCodec withItsOwnStrings() {
        SimpleModule loud = new SimpleModule("loud")
                .addSerializer(new Loud())
                .addDeserializer(String.class, new StdDeserializer<String>(String.class) {
                    @Override
                    public String deserialize(JsonParser in, DeserializationContext context) {
                        return in.getString().toLowerCase(Locale.ROOT);
                    }
                });
        return Jackson3Codec.of(JsonMapper.builder().addModule(loud).build());
    }

    private static final class Loud extends StdSerializer<String> {
        Loud() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializationContext context) {
            out.writeString(text.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    protected JsonCodec withLongs() {
        return Jackson3Codec.of(JsonMapper.builder()
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .build());
    }

    @Override
    protected int hash(int[] quads) {
        return TABLE.calcHash(quads, quads.length);
    }

    @Test
    void mapperIsLeftAsItIs() {
        JsonMapper mapper = JsonMapper.builder().build();
        Jackson3Codec.of(mapper);

        assertThat(mapper.registeredModules()).isEmpty();
    }
}
