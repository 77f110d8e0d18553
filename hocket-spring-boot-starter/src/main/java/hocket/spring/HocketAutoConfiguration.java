package hocket.spring;

import hocket.core.JsonCodec;
import hocket.engine.Handlers;
import hocket.server.BroadcastOperator;
import hocket.server.BroadcastTarget;
import hocket.server.ErrorHandler;
import hocket.server.ServerListener;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.server.spi.Adapter;
import hocket.servlet.HocketServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** A Socket.IO server on the port of a servlet application. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "hocket.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HocketProperties.class)
@Import({JsonConfiguration.class, ControllerConfiguration.class, ActuatorConfiguration.class, MetricsConfiguration.class
})
class HocketAutoConfiguration {
    private static final int FIRST_VIRTUAL = 21;

    @Bean(destroyMethod = "") // the servlet closes it
    @ConditionalOnMissingBean
    SocketIoServer socketIoServer(
            HocketProperties properties,
            Origins origins,
            Environment environment,
            ObjectProvider<JsonCodec> json,
            ObjectProvider<ErrorHandler> errorHandler,
            ObjectProvider<Adapter.Factory> adapter,
            ObjectProvider<ServerListener> listeners,
            ObjectProvider<SocketIoOptionsCustomizer> customizers) {
        SocketIoOptions.Builder options = SocketIoOptions.builder();
        new OptionsFromProperties(properties).apply(options);
        options.engine(engine -> engine.handlers(handlers(properties, environment)));
        options.engine(origins::apply);
        json.ifAvailable(options::json);
        errorHandler.ifAvailable(options::errorHandler);
        adapter.ifAvailable(options::adapter);
        listeners.orderedStream().forEach(options::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(options));
        return SocketIoServer.create(options.build());
    }

    private static Handlers handlers(HocketProperties properties, Environment environment) {
        return switch (properties.handlers()) {
            case VIRTUAL -> Handlers.virtualThreads();
            case PLATFORM -> Handlers.platformThreads();
            case INLINE -> Handlers.inline();
            case AUTO ->
                environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
                                && Runtime.version().feature() >= FIRST_VIRTUAL
                        ? Handlers.virtualThreads()
                        : Handlers.platformThreads();
        };
    }

    @Bean
    @ConditionalOnMissingBean
    Origins socketIoOrigins(HocketProperties properties, ApplicationContext context) {
        return Origins.of(properties, context);
    }

    @Bean
    ServletRegistrationBean<HocketServlet> socketIoServlet(SocketIoServer io, HocketProperties properties) {
        HocketServlet servlet = new OptionsFromProperties(properties).servlet(io);
        ServletRegistrationBean<HocketServlet> registration =
                new ServletRegistrationBean<>(servlet, properties.path() + "/*");
        registration.setName("socketIo");
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.setOrder(properties.order());
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean
    SocketIoOperations socketIoOperations(SocketIoServer io) {
        return new SocketIoOperations() {
            @Override
            public BroadcastTarget of(String namespace) {
                return io.of(namespace);
            }

            @Override
            public BroadcastOperator operator() {
                return io.operator();
            }
        };
    }

    @Bean
    DrainLifecycle socketIoDrain(SocketIoServer io, HocketProperties properties) {
        return new DrainLifecycle(io, properties.shutdown().drain());
    }
}
