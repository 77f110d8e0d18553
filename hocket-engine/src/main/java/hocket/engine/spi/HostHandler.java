package hocket.engine.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a host calls, on the lane where the request arrived; it does not block. */
public interface HostHandler {
    /** A request that does not ask for a WebSocket. */
    void onRequest(HttpExchange exchange);

    /** A request for a WebSocket. */
    void onWebSocket(WebSocketOffer offer);

    /**
     * Ends all sessions, telling each client. The host calls it when it is closed. Any thread; harmless if repeated.
     *
     * @return completed when the last session has ended
     */
    default CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }

    /** Answers every request with that status and no body. */
    static HostHandler answering(int status) {
        return new HostHandler() {
            @Override
            public void onRequest(HttpExchange exchange) {
                exchange.respond(HttpResponse.empty(status));
            }

            @Override
            public void onWebSocket(WebSocketOffer offer) {
                offer.reject(HttpResponse.empty(status));
            }
        };
    }
}
