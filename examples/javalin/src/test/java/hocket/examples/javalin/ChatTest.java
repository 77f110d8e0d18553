package hocket.examples.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Javalin javalin = Chat.create().start(0);
    private final String address = "http://localhost:" + javalin.port();

    @AfterEach
    void stop() {
        javalin.stop();
    }

    @Test
    void socketsAndRoutesAreOnOnePort() throws Exception {
        try (SimpleClient polling = connect(TransportName.POLLING);
                SimpleClient webSocket = connect(TransportName.WEBSOCKET)) {
            polling.emit("say", "by polling");
            assertThat(heard(polling)).isEqualTo("by polling");
            assertThat(heard(webSocket)).isEqualTo("by polling");

            webSocket.emit("say", "by WebSocket");
            assertThat(heard(polling)).isEqualTo("by WebSocket");
            assertThat(heard(webSocket)).isEqualTo("by WebSocket");

            assertThat(post("/say", "by a route")).isEqualTo(200);
            assertThat(heard(polling)).isEqualTo("by a route");
            assertThat(heard(webSocket)).isEqualTo("by a route");
        }
    }

    private SimpleClient connect(TransportName transport) throws Exception {
        return SimpleClient.connect(address, options -> options.transports(transport), SocketOptions.DEFAULT, LIMIT);
    }

    private static String heard(SimpleClient client) throws Exception {
        return client.receive(LIMIT).args().get(0, String.class);
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
