package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.SimpleClient;
import hocket.client.TransportName;
import hocket.spring.app.ChatApplication;
import hocket.spring.app.ChatController;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application stops with clients connected. */
@Tag("container")
class ShutdownTest {
    @ParameterizedTest
    @EnumSource(TransportName.class)
    void clientsAreTakenLeaveOfBeforeTheWebServerStops(TransportName transport) throws Exception {
        Running application = Running.start(ChatApplication.class, "hocket.shutdown.drain=200ms");
        ChatController controller = application.bean(ChatController.class);
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        try (SimpleClient client = application.connect(
                "/chat", options -> options.transports(transport).reconnection(false))) {
            client.receive(Duration.ofSeconds(10));
            client.socket().onDisconnect(reason -> ended.add(reason.toString()));
            long start = System.nanoTime();
            application.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo("transport close");
            assertThat(controller.left()).isEqualTo("stranger");
        }
    }
}
