package hocket.examples.recipes;

import hocket.core.Call;
import hocket.core.CallException;
import hocket.server.BroadcastAnswers;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls both ways: customers order, and every driver is asked for an offer. */
final class Orders {
    /** What a customer wants, and where. */
    record Order(String dish, String address) {}

    /** What it costs, and who brings it. */
    record Confirmation(String driver, int minutes) {}

    /** How soon a driver could be there. */
    record Offer(int minutes) {}

    static final Call<Order, Confirmation> ORDER = Call.of("order", Order.class, Confirmation.class);
    static final Call<Order, Offer> BID = Call.of("bid", Order.class, Offer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DRIVERS = "drivers";

    void register(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("drive", () -> socket.join(DRIVERS));
            socket.handleAsync(ORDER, order -> confirm(io, order));
        });
    }

    private static CompletionStage<Confirmation> confirm(SocketIoServer io, Order order) {
        if (order.address().isBlank()) {
            return CompletableFuture.failedFuture(
                    new CallException("no_address", "Where to?", Map.of("field", "address")));
        }
        return io.to(DRIVERS).timeout(PATIENCE).call(BID, order).thenApply(Orders::best);
    }

    /** Drivers that do not answer in time are no reason not to take another. */
    private static Confirmation best(BroadcastAnswers<Offer> offers) {
        return offers.answers().entrySet().stream()
                .min(Comparator.comparingInt(offer -> offer.getValue().minutes()))
                .map(offer -> new Confirmation(offer.getKey(), offer.getValue().minutes()))
                .orElseThrow(() -> new CallException("no_driver", "Nobody drives just now."));
    }
}
