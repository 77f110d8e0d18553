package hocket.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application on a free port: one for all tests. Sessions that it has ended do not wait long for a last poll. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "hocket.close-timeout=1s")
@ExtendWith(OutputCaptureExtension.class)
abstract class RunningChat {
    @LocalServerPort
    private int port;

    @Autowired
    private SocketIoServer io;

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Visitor visitor() {
        return new Visitor(url());
    }

    /** Those who are in the chat now. */
    Collection<Socket> sockets() {
        return io.of(ChatController.NAMESPACE).sockets();
    }

    /** What happens here happens every day: it is none of the administrator's concern. */
    @AfterEach
    void nothingIsLogged(CapturedOutput output) {
        await("all have left").until(() -> sockets().isEmpty());
        assertThat(output.toString().lines())
                .filteredOn(line -> !line.contains("DefaultHandlerExceptionResolver")) // what does not fit, by REST
                .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN ") || line.startsWith("\tat "));
    }
}
