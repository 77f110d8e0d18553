package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.SimpleClient;
import hocket.spring.app.ChatApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class SocketIoEndpointTest {
    @Test
    void theRoomsOfANamespaceAreToldIfOneIsAskedFor() throws Exception {
        try (Running application =
                        Running.start(ChatApplication.class, "management.endpoints.web.exposure.include=socketio");
                SimpleClient client = application.connect("/chat", options -> {})) {
            client.call("thread"); // it has been greeted, and so is in the lobby

            assertThat(get(application, "").body())
                    .contains("\"/chat\":{")
                    .contains("\"connections\":{")
                    .contains("\"sockets\":1");
            assertThat(get(application, "?namespace=/chat").body()).isEqualTo("{\"lobby\":1}");
            assertThat(get(application, "?namespace=/nowhere").body()).isEqualTo("{}");
        }
    }

    private static HttpResponse<String> get(Running application, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(application.url() + "/actuator/socketio" + query))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
