package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.JdkTransport;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTransportContractTest extends ClientTransportContract {
    @Override
    protected ClientTransport create() {
        return JdkTransport.create();
    }

    /** What only this transport promises. */
    @Nested
    class OwnPromises extends TransportSocketTests {
        OwnPromises() {
            super(JdkTransport::create);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "connection", "Content-Length", "Upgrade"})
        void aHeaderThatTheJdkRefusesIsNamed(String name) {
            ScriptedServer server = serve();
            ClientRequest request = ClientRequest.get(server.uri("http", "/"), Map.of(name, "1"), LIMIT);

            assertThat(failureOf(send(request)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
            connect(request);
            assertThat(end().cause())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }

        @Test
        void fiftyGetsThatHangTakeFewThreads() {
            ScriptedServer server = serve();
            for (int i = 0; i < 50; i++) {
                send(get(server));
            }
            for (int i = 0; i < 50; i++) {
                server.accept();
            }

            assertThat(threads()).hasSizeLessThanOrEqualTo(6);
        }

        @Test
        void theThreadOfTheLanesEndsWhenIdleAndComesBack() {
            onLane(() -> true);
            assertThat(threads()).extracting(Thread::getName).contains("hocket-client");
            eventually(
                    "it ends",
                    () -> threads().stream()
                            .noneMatch(thread -> thread.getName().equals("hocket-client")));

            assertThat(onLane(lane::isInside)).isTrue();
        }

        @Test
        void noCookiesAreKept() throws IOException {
            ScriptedServer server = serve();
            RecordingCallback first = send(get(server));
            ScriptedConnection connection = server.accept();
            connection.readRequest();
            connection.writeHead(200, "Content-Length: 0", "Set-Cookie: a=b");
            answerTo(first);
            send(get(server));

            assertThat(connection.readRequest().headers().get("Cookie")).isNull();
        }

        @Test
        void aClientOfTheUsersKeepsItsSettingsAndIsLeftToTheUser() throws IOException, InterruptedException {
            ScriptedServer server = serve(connection -> {
                if (connection.readRequest().target().equals("/")) {
                    connection.writeHead(302, "Content-Length: 0", "Connection: close", "Location: /elsewhere");
                } else {
                    connection.writeHead(200, "Connection: close").write("elsewhere");
                }
            });
            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();
            RecordingCallback callback = callback();
            try (JdkTransport users = JdkTransport.of(client)) {
                users.send(get(server), callback);
                assertThat(answerTo(callback).body().utf8()).isEqualTo("elsewhere");
            }

            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("http", "/more")).build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("elsewhere");
        }
    }
}
