package hocket.examples.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The WAR, unpacked, in a container that was given it as {@code /app} and knows nothing else of Hocket's server. */
abstract class DeployedWar {
    private static final Path WAR = Path.of("target", "chat").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private String address;

    /** Deploys the WAR below that path and listens on a free port, which is the answer. */
    abstract int start(Path war, String contextPath) throws Exception;

    /** What the application's classes were loaded by. */
    abstract ClassLoader loader();

    abstract void stop() throws Exception;

    @BeforeEach
    void deploy() throws Exception {
        address = "http://localhost:" + start(WAR, "/app");
    }

    @AfterEach
    void undeploy() throws Exception {
        ClassLoader loader = loader();
        stop();
        await("no thread keeps the application").until(() -> threadsOf(loader).isEmpty());
    }

    /** Those of handlers are not counted: on a JVM without virtual threads they wait for more to do, for a minute. */
    private static List<Thread> threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader)
                .filter(thread -> !thread.getName().startsWith("hocket-handler-"))
                .toList();
    }

    @Test
    void whatOneSaysAllHear() throws Exception {
        try (SimpleClient polling = connect(TransportName.POLLING);
                SimpleClient webSocket = connect(TransportName.WEBSOCKET)) {
            polling.call("say", "hello");
            assertThat(heard(polling)).isEqualTo("hello");
            assertThat(heard(webSocket)).isEqualTo("hello");

            webSocket.call("say", "hello to you");
            assertThat(heard(polling)).isEqualTo("hello to you");
            assertThat(heard(webSocket)).isEqualTo("hello to you");
        }
    }

    @Test
    void thePageAndTheBrowsersClientAreServed() throws Exception {
        assertThat(get("/app/")).contains("src=\"socket.io/socket.io.js\"");
        assertThat(get("/app/socket.io/socket.io.js")).contains("Socket.IO");
    }

    private SimpleClient connect(TransportName transport) throws Exception {
        return SimpleClient.connect(
                address, options -> options.path("/app/socket.io").transports(transport), SocketOptions.DEFAULT, LIMIT);
    }

    private static String heard(SimpleClient client) throws Exception {
        return client.receive(LIMIT).args().get(1, String.class);
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
