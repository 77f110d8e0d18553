package hocket.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program in JavaScript, with a token. */
class JavaScriptClientTest extends RunningChat {
    private static NodeClients node;

    @BeforeAll
    static void start() {
        node = NodeClients.start();
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    private NodeClient connect(String name, String transport) throws Exception {
        NodeClient client =
                connect(transport, Map.of("Authorization", "Bearer " + visitor().token(name)));
        assertThat(client.next("connect")).isEqualTo(List.of(transport.equals("polling") ? "polling" : "websocket"));
        return client;
    }

    private NodeClient connect(String transport, Map<String, String> headers) {
        return node.connect(url() + ChatController.NAMESPACE, transport, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void whatIsSaidOrPostedIsStoredAndHeard(String transport) throws Exception {
        try (NodeClient ada = connect("ada", transport);
                NodeClient bob = connect("bob", transport)) {
            assertThat(bob.ask("join", "garden")).isNull();
            Object stored = ada.ask("say", Map.of("room", "garden", "text", "hello by " + transport));

            assertThat(stored)
                    .asInstanceOf(MAP)
                    .containsEntry("author", "ada")
                    .containsEntry("text", "hello by " + transport)
                    .containsKey("number");
            assertThat(bob.next("said").get(0)).isEqualTo(stored);
            String bearer = "Bearer " + visitor().token("ada");
            assertThat(visitor()
                            .get("/api/rooms/garden/messages", "Authorization", bearer)
                            .body())
                    .contains("hello by " + transport);
            visitor().say("garden", "posted", "Authorization", bearer);
            assertThat(bob.next("said").get(0)).asInstanceOf(MAP).containsEntry("text", "posted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void whoeverHasNoTokenOrAWrongOneIsRefused(String transport) throws Exception {
        for (Map<String, String> headers :
                List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer of.no.use"))) {
            NodeClient stranger = connect(transport, headers);

            assertThat((String) stranger.next("connect_error").get(1)).contains("401");
        }
    }

    @Test
    void onlyAdministratorsAnnounce() throws Exception {
        try (NodeClient ada = connect("ada", "websocket");
                NodeClient root = connect("root", "websocket")) {
            assertThat(ada.ask("announce", "I am the king"))
                    .isEqualTo(Map.of("error", Map.of("code", "forbidden", "message", "not allowed")));
            assertThat(root.ask("announce", "closing time")).isNull();
            assertThat(ada.next("announced")).isEqualTo(List.of("root", "closing time"));
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        try (NodeClient ada = connect("ada", "websocket")) {
            assertThat(ada.ask("join", "user:bob"))
                    .isEqualTo(Map.of("error", Map.of("code", "no_such_room", "message", "there is no room user:bob")));
            Map<?, ?> refusal = (Map<?, ?>) ada.ask("say", Map.of("room", "garden", "text", " "));
            assertThat(refusal.get("error"))
                    .asInstanceOf(MAP)
                    .containsEntry("code", "invalid_arguments")
                    .containsEntry("message", "message.text must not be blank");
        }
    }

    @Test
    void thoseInARoomAreTold() throws Exception {
        try (NodeClient ada = connect("ada", "websocket")) {
            ada.ask("join", "attic");
            assertThat(ada.next("people")).isEqualTo(List.of(List.of("ada")));
            try (NodeClient bob = connect("bob", "websocket")) {
                bob.ask("join", "attic");
                assertThat(ada.next("people")).isEqualTo(List.of(List.of("ada", "bob")));
            }
            assertThat(ada.next("people")).isEqualTo(List.of(List.of("ada")));
        }
    }
}
