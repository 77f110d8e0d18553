package hocket.spring;

import hocket.micrometer.HocketMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The server's meters in the application's registry. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
class MetricsConfiguration {
    @Bean
    @ConditionalOnMissingBean
    HocketMeters socketIoMeters(MeterRegistry registry) {
        return new HocketMeters(registry);
    }
}
