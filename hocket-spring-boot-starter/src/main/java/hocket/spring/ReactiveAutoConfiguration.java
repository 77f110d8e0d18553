package hocket.spring;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Stops an application on WebFlux, where nothing would answer at {@code /socket.io}, with what to do about it. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(name = "hocket.enabled", matchIfMissing = true)
class ReactiveAutoConfiguration {
    @Bean
    InitializingBean socketIoNeedsServlets() {
        return () -> {
            throw new ReactiveStackException();
        };
    }
}
