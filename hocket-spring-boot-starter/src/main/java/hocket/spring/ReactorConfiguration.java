package hocket.spring;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/** A controller's method may return a {@code Mono}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Mono.class)
class ReactorConfiguration {
    @Bean
    @Order(InterceptorOrder.REACTOR)
    ControllerInterceptor socketIoMonos() {
        return call -> {
            Object result = call.proceed();
            return result instanceof Mono<?> mono ? mono.toFuture() : result;
        };
    }
}
