package hocket.engine;

import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the server: an HTTP exchange or an offer of a WebSocket, with the headers that its answer
 * gets from CORS and the middleware.
 */
final class Arrival {
    private final EngineListener listener;
    private final @Nullable HttpExchange exchange;
    private final @Nullable WebSocketOffer offer;
    private final HttpRequest request;
    private final Lane lane;
    private final HttpHeaders headers = new HttpHeaders();
    private boolean aborted; // lane of the arrival
    private @Nullable Runnable onAborted; // lane of the arrival

    private Arrival(
            EngineListener listener,
            @Nullable HttpExchange exchange,
            @Nullable WebSocketOffer offer,
            HttpRequest request,
            Lane lane) {
        this.listener = listener;
        this.exchange = exchange;
        this.offer = offer;
        this.request = request;
        this.lane = lane;
    }

    static Arrival of(EngineListener listener, HttpExchange exchange) {
        Arrival arrival = new Arrival(listener, exchange, null, exchange.request(), exchange.lane());
        exchange.onAborted(arrival::abortedByClient);
        return arrival;
    }

    static Arrival of(EngineListener listener, WebSocketOffer offer) {
        return new Arrival(listener, null, offer, offer.request(), offer.lane());
    }

    HttpRequest request() {
        return request;
    }

    /** Where the request arrived; its callbacks run there. */
    Lane lane() {
        return lane;
    }

    /** What the answer gets besides its own headers. */
    HttpHeaders headers() {
        return headers;
    }

    boolean isWebSocket() {
        return offer != null;
    }

    /** Answers, and closes the connection if this was an offer. Any thread. */
    void respond(HttpResponse response) {
        response.headers().addAll(headers);
        lane.run(() -> {
            listener.onHeaders(response.headers(), request);
            if (exchange != null) {
                exchange.respond(response);
            } else if (offer != null) {
                offer.reject(response);
            }
        });
    }

    /** Cuts the connection of an exchange. Any thread. */
    void abort() {
        exchange().abort();
    }

    /** Has the task run on {@code on} if the client leaves before the answer; the last task counts. Any lane. */
    void onAborted(Lane on, Runnable task) {
        lane.run(() -> {
            onAborted = () -> on.run(task);
            if (aborted) {
                onAborted.run();
            }
        });
    }

    /** Reads the body of an exchange and calls back on that lane. */
    void receive(int limitBytes, Lane on, HttpExchange.BodyReceiver receiver) {
        lane.run(() -> exchange().receive(limitBytes, new HttpExchange.BodyReceiver() {
            @Override
            public void onBody(hocket.core.ByteSlice body) {
                on.run(() -> receiver.onBody(body));
            }

            @Override
            public void onTooLarge() {
                on.run(receiver::onTooLarge);
            }
        }));
    }

    /** Completes the WebSocket handshake of an offer; its events come on that lane. */
    void accept(WebSocketSettings settings, Lane on, WebSocketListener webSocket) {
        WebSocketOffer accepted = offer;
        if (accepted == null) {
            throw new IllegalStateException("not an offer of a WebSocket: " + request);
        }
        lane.run(() -> {
            listener.onHeaders(headers, request);
            accepted.accept(settings, headers, on, webSocket);
        });
    }

    private void abortedByClient() {
        aborted = true;
        if (onAborted != null) {
            onAborted.run();
        }
    }

    private HttpExchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("not an HTTP exchange: " + request);
        }
        return exchange;
    }
}
