package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hocket.core.JsonCodec;
import hocket.jackson.JacksonCodec;
import hocket.jackson3.Jackson3Codec;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class JsonConfigurationTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(JsonConfiguration.class);

    @Test
    void theCodecIsOnTheMapperThatIsThere() {
        runner.withBean(ObjectMapper.class)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(JacksonCodec.class));
        runner.withBean(JsonMapper.class)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(Jackson3Codec.class));
        runner.run(context -> assertThat(context).doesNotHaveBean(JsonCodec.class));
    }

    @Test
    void ofTwoMappersItIsThatOfJackson3() {
        runner.withBean(ObjectMapper.class)
                .withBean(JsonMapper.class)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(Jackson3Codec.class));
    }

    @Test
    void theOtherJacksonNeedNotBeThere() {
        runner.withClassLoader(new FilteredClassLoader("tools.jackson"))
                .withBean(ObjectMapper.class)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(JacksonCodec.class));
        runner.withClassLoader(new FilteredClassLoader("com.fasterxml.jackson.databind"))
                .withBean(JsonMapper.class)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(Jackson3Codec.class));
    }

    @Test
    void oneOfTheApplicationIsLeftAlone() {
        JsonCodec own = new JacksonCodec();

        runner.withBean(JsonMapper.class)
                .withBean("own", JsonCodec.class, () -> own)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isSameAs(own));
    }
}
