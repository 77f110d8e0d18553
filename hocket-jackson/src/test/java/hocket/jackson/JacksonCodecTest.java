package hocket.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import hocket.core.JacksonCodecContract;
import hocket.core.JsonCodec;
import hocket.core.Written;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JacksonCodecTest extends JacksonCodecContract {
    private static final ByteQuadsCanonicalizer TABLE = ByteQuadsCanonicalizer.createRoot();

    @Override
    protected JsonCodec create() {
        return new JacksonCodec();
    }

    @Override
    protected Class<?> treeType() {
        return JsonNode.class;
    }

    @Override
    protected JsonCodec withDatesAsNumbers() {
        return JacksonCodec.of(new ObjectMapper());
    }

    @Override
    protected JsonCodec withSnakeCase() {
        return JacksonCodec.of(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Override
    protected JsonCodec withOddities() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                .disable(JsonWriteFeature.QUOTE_FIELD_NAMES)
                .build();
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        return JacksonCodec.of(mapper);
    }

    @Override
    protected JsonCodec withItsOwnStrings() {
        SimpleModule loud = new SimpleModule("loud")
                .addSerializer(new Loud())
                .addDeserializer(String.class, new StdDeserializer<String>(String.class) {
                    @Override
                    public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return in.getText().toLowerCase(Locale.ROOT);
                    }
                });
        return JacksonCodec.of(new ObjectMapper().registerModule(loud));
    }

    private static final class Loud extends StdSerializer<String> {
        Loud() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    protected JsonCodec withLongs() {
        return JacksonCodec.of(new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS));
    }

    @Override
    protected int hash(int[] quads) {
        return TABLE.calcHash(quads, quads.length);
    }

    @Test
    void mapperIsCopied() {
        ObjectMapper mapper = new ObjectMapper();
        JacksonCodec codec = JacksonCodec.of(mapper);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

        assertThat(new Written(codec, new Named("A")).json).isEqualTo("{\"firstName\":\"A\"}");
        assertThat(mapper.getRegisteredModuleIds()).isEmpty();
    }

    record Named(String firstName) {}

    @Test
    void mapperThatCannotBeCopiedIsRefused() {
        class Odd extends ObjectMapper {}

        assertThatIllegalStateException().isThrownBy(() -> JacksonCodec.of(new Odd()));
    }
}
