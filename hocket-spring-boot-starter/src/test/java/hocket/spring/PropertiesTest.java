package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What is told at start-up of wrong properties, and to editors of all of them. */
@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {
    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(HocketAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ping-interval=0s | a time of more than 0 such as 25s",
                "ping-timeout=-1s | a time of more than 0",
                "max-http-buffer-size=0B | a size of more than 0 such as 1MB",
                "max-http-buffer-size=3GB | a size of more than 0 such as 1MB",
                "max-connections=0 | a number of 1 or more",
                "transports=polling,flash | polling, websocket or both",
                "path=live | a path such as /socket.io",
                "max-attachments=-1 | a number of 1 or more",
                "per-message-deflate.threshold=-1B | a size of more than 0",
                "recovery.max-disconnection-duration=0s | a time of more than 0",
                "max-packet-size=0B | a size of more than 0",
                "lanes=0 | a number of 1 or more"
            })
    void aWrongValueIsNamedWithWhatToWrite(String setting, String advice) {
        String property = "hocket." + setting.substring(0, setting.indexOf('='));
        runner.withPropertyValues(
                        "hocket." + setting, "hocket.recovery.enabled=true", "hocket.per-message-deflate.enabled=true")
                .run(context -> {
                    assertThat(context).hasFailed();
                    PropertyException cause = cause(context.getStartupFailure());
                    assertThat(cause).hasMessageStartingWith(property + " is ");
                    assertThat(new PropertyFailureAnalyzer().analyze(cause).getAction())
                            .startsWith("Set " + property + " to " + advice);
                });
    }

    private static PropertyException cause(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(PropertyException.class::isInstance)
                .map(PropertyException.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no PropertyException", failure));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Minimal {}

    @Test
    void theLogSaysIt(CapturedOutput output) {
        start(WebApplicationType.SERVLET, "hocket.ping-interval=0s");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("hocket.ping-interval is PT0S: pingInterval must be more than 0")
                .contains("Set hocket.ping-interval to a time of more than 0 such as 25s");
    }

    @Test
    void onWebFluxTheLogSaysWhatToDo(CapturedOutput output) {
        start(WebApplicationType.REACTIVE);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("this application runs on WebFlux, which has none")
                .contains("spring-boot-starter-web")
                .contains("set hocket.enabled=false");
    }

    private static void start(WebApplicationType type, String... properties) {
        try {
            new SpringApplicationBuilder(Minimal.class)
                    .web(type)
                    .properties(properties)
                    .run()
                    .close();
        } catch (RuntimeException e) {
            return; // the log is looked at
        }
        throw new AssertionError("it has started");
    }

    @Test
    void everyPropertyHasMetadata() throws IOException {
        String json;
        try (InputStream in =
                SocketIoServer.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Map<String, Object>> described =
                JsonPath.read(json, "$.properties[?(@.sourceType =~ /hocket.spring.HocketProperties.*/)]");
        assertThat(described)
                .allSatisfy(property ->
                        assertThat((String) property.get("description")).endsWith("."));
        Set<String> names = new TreeSet<>();
        addNames("hocket", HocketProperties.class, names);
        assertThat(described).extracting(property -> property.get("name")).containsExactlyInAnyOrderElementsOf(names);
    }

    private static void addNames(String prefix, Class<?> type, Set<String> names) {
        Arrays.stream(type.getRecordComponents()).forEach(component -> {
            String name = prefix + "." + ConfigurationPropertyName.adapt(dashed(component.getName()), '.');
            if (component.getType().isRecord()) {
                addNames(name, component.getType(), names);
            } else {
                names.add(name);
            }
        });
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
