package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.SocketIoServer;
import hocket.spring.app.ChatController;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;

/** What native images are told. */
class ControllerHintsTest {
    @Test
    void methodsOfControllersAndTheTypesTheyTakeAndGive() {
        RuntimeHints hints = new RuntimeHints();
        ControllerHints.register(hints, ChatController.class);
        assertThat(hints.reflection().getTypeHint(ChatController.class).methods())
                .extracting(ExecutableHint::getName)
                .contains("save", "failed", "enter", "leave")
                .doesNotContain("left");
        assertThat(hints.reflection().getTypeHint(ChatController.Message.class)).isNotNull();
    }

    @Test
    void theBrowserClientIsInTheImage() {
        RuntimeHints hints = new RuntimeHints();
        AotServices.factories().load(RuntimeHintsRegistrar.class).stream()
                .filter(ServerHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, null));
        assertThat(SocketIoServer.class.getResource("client/socket.io.min.js")).isNotNull();
        assertThat(RuntimeHintsPredicates.resource().forResource("hocket/server/client/socket.io.min.js"))
                .accepts(hints);
    }

    @Test
    void springFindsTheProcessor() {
        assertThat(AotServices.factories().load(BeanRegistrationAotProcessor.class))
                .anyMatch(ControllerHints.class::isInstance);
    }
}
