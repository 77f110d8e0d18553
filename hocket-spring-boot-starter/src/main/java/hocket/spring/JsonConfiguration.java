package hocket.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import hocket.core.JsonCodec;
import hocket.jackson.JacksonCodec;
import hocket.jackson3.Jackson3Codec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** The codec on the application's own mapper: Jackson 3 where it has one, else Jackson 2. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
    /** As Boot 4 has it. */
    @Configuration(proxyBeanMethods = false)
    @Order(1)
    @ConditionalOnClass(JsonMapper.class)
    @ConditionalOnSingleCandidate(JsonMapper.class)
    static class Jackson3 {
        @Bean
        @ConditionalOnMissingBean
        JsonCodec socketIoCodec(JsonMapper mapper) {
            return Jackson3Codec.of(mapper);
        }
    }

    /** As Boot 3 has it. */
    @Configuration(proxyBeanMethods = false)
    @Order(2)
    @ConditionalOnClass(ObjectMapper.class)
    @ConditionalOnSingleCandidate(ObjectMapper.class)
    static class Jackson2 {
        @Bean
        @ConditionalOnMissingBean
        JsonCodec socketIoCodec(ObjectMapper mapper) {
            return JacksonCodec.of(mapper);
        }
    }
}
