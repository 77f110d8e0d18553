package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.client.TransportName;
import hocket.core.CallException;
import hocket.spring.app.ChatApplication;
import hocket.spring.test.SocketIoTest;
import hocket.spring.test.SocketIoTestClient;
import hocket.spring.test.SocketIoTestClients;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The clients that applications test with, and a context path. */
@SocketIoTest(
        classes = ChatApplication.class,
        properties = {"server.servlet.context-path=/app", "hocket.shutdown.drain=0s"})
class SocketIoTestTest {
    @Autowired
    private SocketIoTestClients clients;

    @Test
    void aClientCallsAndReceives() throws Exception {
        SocketIoTestClient ada = clients.connect("/chat", options -> options.basicAuth("ada", "secret"));
        SocketIoTestClient bob = clients.connect("/chat", options -> options.transports(TransportName.POLLING));
        assertThat(ada.receive("welcome", String.class)).isEqualTo("ada");

        assertThat(ada.call("all", String.class, "hi")).isNull();

        assertThat(bob.receive("said", String.class)).isEqualTo("hi");
        assertThat(bob.receive("welcome", String.class)).isEqualTo("stranger"); // it came before
        assertThat(ada.call("save", String.class, Map.of("room", "r", "text", "t")))
                .isEqualTo("r/t");
        assertThatThrownBy(() -> ada.call("secret", String.class))
                .isInstanceOfSatisfying(
                        CallException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("forbidden"));
    }
}
