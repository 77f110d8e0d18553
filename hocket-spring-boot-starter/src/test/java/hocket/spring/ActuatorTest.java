package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import hocket.client.SimpleClient;
import hocket.client.TransportName;
import hocket.core.Call;
import hocket.spring.app.ChatApplication;
import hocket.spring.app.ChatController;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the Actuator shows. */
class ActuatorTest {
    private static final Call<Map<String, String>, String> SAVE =
            Call.of("save", new hocket.core.TypeRef<Map<String, String>>() {}, new hocket.core.TypeRef<String>() {});

    private static String get(Running application, String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(application.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void connectionsNamespacesRoomsHealthMetersAndObservations() throws Exception {
        try (Running application = Running.start(
                        ChatApplication.class,
                        "management.endpoints.web.exposure.include=*",
                        "management.endpoint.health.show-details=always");
                SimpleClient a = application.connect("/chat", options -> options.transports(TransportName.WEBSOCKET));
                SimpleClient b = application.connect("/chat", options -> options.transports(TransportName.POLLING))) {
            a.receive(Duration.ofSeconds(10));
            b.receive(Duration.ofSeconds(10));
            assertThat(a.call(SAVE, Map.of("room", "r", "text", "t"))).isEqualTo("r/t");

            String all = get(application, "/actuator/socketio");
            assertThat(JsonPath.<Map<String, Integer>>read(all, "$.connections"))
                    .isEqualTo(Map.of("polling", 1, "websocket", 1));
            assertThat(JsonPath.<Map<String, Integer>>read(all, "$.namespaces./chat"))
                    .isEqualTo(Map.of("sockets", 2, "rooms", 1));
            assertThat(JsonPath.<Map<String, Integer>>read(get(application, "/actuator/socketio?namespace=/chat"), "$"))
                    .isEqualTo(Map.of("lobby", 2));

            String health = get(application, "/actuator/health");
            assertThat(JsonPath.<String>read(health, "$.components.socketIo.status"))
                    .isEqualTo("UP");
            assertThat(JsonPath.<Integer>read(health, "$.components.socketIo.details.polling"))
                    .isEqualTo(1);

            MeterRegistry meters = application.bean(MeterRegistry.class);
            assertThat(meters.get("hocket.connections")
                            .tag("transport", "polling")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(meters.get("hocket.controller")
                            .tag("namespace", "/chat")
                            .tag("method", ChatController.class.getSimpleName() + ".save")
                            .tag("event", "save")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }
}
