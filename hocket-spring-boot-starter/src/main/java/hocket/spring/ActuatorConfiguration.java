package hocket.spring;

import hocket.server.SocketIoServer;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint of the Actuator, and the server's health as Boot 3 and Boot 4 want it. */
@Configuration(proxyBeanMethods = false)
class ActuatorConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class Endpoints {
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        SocketIoEndpoint socketIoEndpoint(SocketIoServer io) {
            return new SocketIoEndpoint(io);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "socketIoHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator socketIoHealthIndicator(
                SocketIoServer io, DrainLifecycle drain) {
            return () -> (drain.isRunning()
                            ? org.springframework.boot.actuate.health.Health.up()
                            : org.springframework.boot.actuate.health.Health.outOfService())
                    .withDetails(SocketIoEndpoint.connections(io))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "socketIoHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator socketIoHealthIndicator(
                SocketIoServer io, DrainLifecycle drain) {
            return () -> (drain.isRunning()
                            ? org.springframework.boot.health.contributor.Health.up()
                            : org.springframework.boot.health.contributor.Health.outOfService())
                    .withDetails(SocketIoEndpoint.connections(io))
                    .build();
        }
    }
}
