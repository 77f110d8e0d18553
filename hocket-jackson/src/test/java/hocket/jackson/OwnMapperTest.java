package hocket.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hocket.core.ArgsException;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.RawJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec on the application's mapper. */
@SuppressWarnings("JavaUtilDate") // as applications hold them
class OwnMapperTest {
    record User(String firstName, int age) {}

    @Test
    void mapperDecidesOnNames() {
        JacksonCodec codec =
                JacksonCodec.of(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));

        assertThat(new Written(codec, new User("A", 1)).json).isEqualTo("{\"first_name\":\"A\",\"age\":1}");
        assertThat(codec.read(ByteSlice.utf8("{\"first_name\":\"B\",\"age\":2}"), User.class, JsonCodec.Binaries.NONE))
                .isEqualTo(new User("B", 2));
    }

    @Test
    void mapperDecidesOnDatesAndUnknownProperties() {
        JacksonCodec codec = JacksonCodec.of(new ObjectMapper());

        assertThat(new Written(codec, new Date(5)).json).isEqualTo("5");
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> codec.read(
                        ByteSlice.utf8("{\"firstName\":\"A\",\"age\":1,\"x\":1}"),
                        User.class,
                        JsonCodec.Binaries.NONE));
    }

    @Test
    void wireStaysJavaScriptsWhateverTheMapperWants() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                .disable(JsonWriteFeature.QUOTE_FIELD_NAMES)
                .build();
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        JacksonCodec codec = JacksonCodec.of(mapper);

        assertThat(new Written(codec, List.of(new User("\u00e9", 1), 1.0, new BigDecimal("1E30"))).json)
                .isEqualTo("[{\"firstName\":\"\u00e9\",\"age\":1},1,1e+30]");
    }

    @Test
    void binaryAndRawJsonAreAlwaysKnown() {
        Written written = new Written(
                JacksonCodec.of(new ObjectMapper()),
                Arrays.asList(new byte[] {1}, ByteBuffer.wrap(new byte[] {2}), RawJson.of("{}"), null));

        assertThat(written.json)
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1},{},null]");
    }

    @Test
    void mapperIsCopied() {
        ObjectMapper mapper = new ObjectMapper();
        JacksonCodec codec = JacksonCodec.of(mapper);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

        assertThat(new Written(codec, new User(null, 1)).json).isEqualTo("{\"firstName\":null,\"age\":1}");
        assertThat(mapper.getRegisteredModuleIds()).isEmpty();
    }

    @Test
    void mapperThatCannotBeCopiedIsRefused() {
        class Odd extends ObjectMapper {}

        assertThatIllegalStateException().isThrownBy(() -> JacksonCodec.of(new Odd()));
    }
}
