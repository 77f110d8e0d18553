package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.ReceivedEvent;
import hocket.client.SimpleClient;
import hocket.client.TransportName;
import hocket.core.Args;
import hocket.spring.app.ChatApplication;
import hocket.spring.app.ChatController;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotated controllers as beans, on the application's port, behind Spring Security. */
@Tag("container")
class ControllersTest {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static Running application;

    @BeforeAll
    static void start() {
        application = Running.start(ChatApplication.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static SimpleClient connect(TransportName transport, Map<String, String> headers) throws Exception {
        return application.connect(
                "/chat", options -> options.transports(transport).extraHeaders(headers));
    }

    private static Map<String, String> login(String name) {
        byte[] pair = (name + ":secret").getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static Args next(SimpleClient client, String event) throws Exception {
        ReceivedEvent received = client.receive(WAIT);
        assertThat(received.name()).isEqualTo(event);
        return received.args();
    }

    private static Map<?, ?> refusal(Args answer) {
        return (Map<?, ?>) ((Map<?, ?>) answer.tree(0)).get("error");
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void thePrincipalOfTheHandshakeIsTheHandlers(TransportName transport) throws Exception {
        try (SimpleClient client = connect(transport, login("ada"))) {
            assertThat(next(client, "welcome").get(0, String.class)).isEqualTo("ada");
            assertThat(client.call("who").get(0, String.class)).isEqualTo("ada ada [ROLE_USER]");
            assertThat(client.call("maybe").get(0, String.class)).isEqualTo("ada");
        }
        assertThat(application.bean(ChatController.class).left()).isEqualTo("ada");
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void strangersAreToldToLogIn(TransportName transport) throws Exception {
        try (SimpleClient client = connect(transport, Map.of())) {
            assertThat(next(client, "welcome").get(0, String.class)).isEqualTo("stranger");
            assertThat(refusal(client.call("who")).get("code")).isEqualTo("unauthenticated");
            assertThat(refusal(client.call("secret")).get("code")).isEqualTo("unauthenticated");
            assertThat(client.call("maybe").get(0, String.class)).isEqualTo("nobody");
        }
        assertThat(application.bean(ChatController.class).left()).isEqualTo("stranger");
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void methodSecurityApplies(TransportName transport) throws Exception {
        try (SimpleClient ada = connect(transport, login("ada"));
                SimpleClient root = connect(transport, login("root"))) {
            assertThat(refusal(ada.call("secret"))).isEqualTo(Map.of("code", "forbidden", "message", "not allowed"));
            assertThat(root.call("secret").get(0, String.class)).isEqualTo("of administrators");
        }
        assertThat(application.bean(ChatController.class).left()).isNotNull();
        assertThat(application.bean(ChatController.class).left()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void theAckIsWhatIsReturnedOrWhyNot(TransportName transport) throws Exception {
        try (SimpleClient client = connect(transport, Map.of("X-Color", "green"))) {
            Map<String, String> message = Map.of("room", "lobby", "text", "hi");
            assertThat(client.call("save", message).get(0, String.class)).isEqualTo("lobby/hi");
            assertThat(refusal(client.call("save", Map.of("room", "lobby", "text", " "))))
                    .isEqualTo(Map.of(
                            "code",
                            "invalid_arguments",
                            "message",
                            "message.text must not be blank",
                            "data",
                            List.of(Map.of("path", "message.text", "message", "must not be blank"))));
            assertThat(refusal(client.call("save", 7)).get("code")).isEqualTo("invalid_arguments");
            assertThat(client.call("color").get(0, String.class)).isEqualTo("green");
            assertThat(client.call("mono").get(0, Integer.class)).isEqualTo(7);
            assertThat(refusal(client.call("fail"))).isEqualTo(Map.of("code", "state", "message", "not now"));
        }
        assertThat(application.bean(ChatController.class).left()).isEqualTo("stranger");
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void operationsEmitFromAnyBean(TransportName transport) throws Exception {
        try (SimpleClient a = connect(transport, Map.of());
                SimpleClient b = connect(transport, Map.of())) {
            next(a, "welcome");
            next(b, "welcome");
            a.call("all", "hi");
            assertThat(next(b, "said").get(0, String.class)).isEqualTo("hi");
            application.bean(SocketIoOperations.class).of("/chat").emit("said", "from outside");
            assertThat(next(b, "said").get(0, String.class)).isEqualTo("from outside");
        }
        assertThat(application.bean(ChatController.class).left()).isNotNull();
        assertThat(application.bean(ChatController.class).left()).isNotNull();
    }
}
