package hocket.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.CallException;
import hocket.examples.recipes.Orders.Confirmation;
import hocket.examples.recipes.Orders.Offer;
import hocket.examples.recipes.Orders.Order;
import hocket.testkit.TestClient;
import hocket.testkit.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final Order SOUP = new Order("soup", "Main Street 1");

    private final TestServer server = TestServer.start(io -> new Orders().register(io));
    private final TestClient customer = server.connect();

    private TestClient driver() {
        TestClient driver = server.connect();
        driver.emit("drive");
        return driver;
    }

    @Test
    void theNearestDriverOfThoseWhoAnswerGetsTheOrder() {
        driver().answers("bid", order -> new Offer(20));
        TestClient near = driver().answers("bid", order -> new Offer(10));
        driver(); // asleep

        CompletableFuture<Confirmation> confirmation = customer.call(Orders.ORDER, SOUP);
        server.advance(Duration.ofMillis(4900));
        assertThat(confirmation).isNotDone();
        server.advance(Duration.ofMillis(200));
        assertThat(confirmation).isCompletedWithValue(new Confirmation(near.id(), 10));
        assertThat(near.next(Orders.BID.event())).isEqualTo(SOUP);
    }

    @Test
    void refusalsSayWhy() {
        assertThatThrownBy(() -> customer.call(Orders.ORDER, SOUP).join())
                .hasCause(new CallException("no_driver", "Nobody drives just now."));
        assertThatThrownBy(() ->
                        customer.call(Orders.ORDER, new Order("soup", " ")).join())
                .hasCauseInstanceOf(CallException.class)
                .hasMessageContaining("Where to?");
        assertThat(server.errors()).isEmpty();
    }
}
