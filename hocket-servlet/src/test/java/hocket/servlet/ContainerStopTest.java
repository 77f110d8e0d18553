package hocket.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.WebSocketOffer;
import hocket.testkit.RawConnection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a container waits for the servlet when it stops. */
class ContainerStopTest {
    private final CountDownLatch offered = new CountDownLatch(1);

    /** Decides nothing. */
    private final class Undecided implements HostHandler {
        @Override
        public void onRequest(HttpExchange exchange) {}

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            offered.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDecisionThatDoesNotComeIsNotWaitedFor(TestedContainer kind) throws Exception {
        TestedContainer.Running container = kind.start(new HocketServlet(new Undecided(), 1), 0);
        try (RawConnection client = RawConnection.open(container.port())) {
            client.send(RawConnection.upgradeRequest("/"));
            assertThat(offered.await(10, TimeUnit.SECONDS)).isTrue();

            assertTimeout(Duration.ofSeconds(5), container::close);
        }
    }
}
