package hocket.spring;

import hocket.client.ManagerOptions;
import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application on a free port, and clients of it. */
final class Running implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ConfigurableApplicationContext context;

    private Running(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Running start(Class<?> application, String... properties) {
        String[] all = Stream.concat(
                        Stream.of(
                                "server.port=0",
                                "server.address=127.0.0.1",
                                "spring.main.banner-mode=off",
                                "hocket.shutdown.drain=0s"),
                        Arrays.stream(properties))
                .toArray(String[]::new);
        return new Running(
                new SpringApplicationBuilder(application).properties(all).run());
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    SimpleClient connect(String namespace, Consumer<ManagerOptions.Builder> settings) throws Exception {
        return SimpleClient.connect(url() + namespace, settings, SocketOptions.DEFAULT, WAIT);
    }

    @Override
    public void close() {
        context.close();
    }
}
