package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Handlers;
import hocket.server.SocketIoServer;
import hocket.servlet.HocketServlet;
import hocket.spring.app.ChatController;
import hocket.spring.app.EchoController;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When there is a server, and with which options. */
class AutoConfigurationTest {
    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(HocketAutoConfiguration.class));

    @Test
    void aServletApplicationHasAServerAtItsPath() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(SocketIoServer.class).hasSingleBean(SocketIoOperations.class);
            ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
            assertThat(servlet.getUrlMappings()).containsExactly("/socket.io/*");
            assertThat(servlet.isAsyncSupported()).isTrue();
            assertThat(servlet.getServlet()).isInstanceOf(HocketServlet.class);
        });
    }

    @Test
    void thereIsNoneWithoutAServletOrIfItIsNotWanted() {
        runner.withPropertyValues("hocket.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(SocketIoServer.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(HocketAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketIoServer.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        SocketIoOptionsCustomizer customizer() {
            return options -> options.engine(engine -> engine.pingInterval(Duration.ofSeconds(3)));
        }

        @Bean
        SocketIoConfigurer configurer() {
            return io -> io.of("/made");
        }
    }

    @Test
    void codeComesAfterProperties() {
        runner.withUserConfiguration(Customized.class)
                .withPropertyValues("hocket.ping-interval=7s", "hocket.ping-timeout=5s", "hocket.path=/live")
                .run(context -> {
                    SocketIoServer io = context.getBean(SocketIoServer.class);
                    assertThat(io.engine().options().pingInterval()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(io.engine().options().pingTimeout()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(io.engine().options().path()).isEqualTo("/live/");
                    assertThat(io.namespaces()).extracting("name").contains("/made");
                    ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
                    assertThat(servlet.getUrlMappings()).containsExactly("/live/*");
                });
    }

    @Test
    void handlersRunOnVirtualThreadsIfTheApplicationDoes() {
        runner.run(context ->
                assertThat(handlers(context.getBean(SocketIoServer.class))).isSameAs(Handlers.platformThreads()));
        runner.withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(handlers(context.getBean(SocketIoServer.class)))
                        .isSameAs(
                                Runtime.version().feature() < 21
                                        ? Handlers.platformThreads()
                                        : Handlers.virtualThreads()));
        runner.withPropertyValues("hocket.handlers=inline")
                .run(context -> assertThat(handlers(context.getBean(SocketIoServer.class)))
                        .isSameAs(Handlers.inline()));
    }

    private static Handlers handlers(SocketIoServer io) {
        return io.engine().options().handlers();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = ChatController.class)
    static class Scanned {}

    @Configuration(proxyBeanMethods = false)
    static class Declared extends Scanned {
        @Bean
        EchoController echo() {
            return new EchoController();
        }
    }

    @Test
    void aControllerOfTheApplicationsPackageIsOneBeanDeclaredOrNot() {
        runner.withUserConfiguration(Scanned.class)
                .run(context -> assertThat(context).hasSingleBean(EchoController.class));
        runner.withUserConfiguration(Declared.class)
                .run(context -> assertThat(context.getBeanNamesForType(EchoController.class))
                        .containsExactly("echo"));
    }
}
