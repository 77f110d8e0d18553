package hocket.spring;

import hocket.server.SocketIoServer;
import hocket.server.annotation.SocketController;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Registers the handlers that are beans, when all beans are there and before the port is open. */
@Configuration(proxyBeanMethods = false)
@Import({
    ControllerScan.class,
    ObservationConfiguration.class,
    SecurityConfiguration.class,
    ValidationConfiguration.class,
    ReactorConfiguration.class
})
class ControllerConfiguration {
    @Bean
    SmartInitializingSingleton socketIoControllers(
            SocketIoServer io,
            ConfigurableApplicationContext context,
            ObjectProvider<SocketIoConfigurer> configurers,
            ObjectProvider<ControllerInterceptor> interceptors,
            ObjectProvider<ControllerFeature> features) {
        return () -> {
            configurers.orderedStream().forEach(configurer -> configurer.configure(io));
            SpringControllers support = new SpringControllers(
                    interceptors.orderedStream().toList(),
                    features.orderedStream().toList());
            for (String name : context.getBeanNamesForAnnotation(SocketController.class)) {
                Object bean = context.getBean(name);
                io.register(bean, AopUtils.getTargetClass(bean), support);
            }
        };
    }
}
