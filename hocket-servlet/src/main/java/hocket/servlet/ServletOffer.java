package hocket.servlet;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.WebSocketHandshake;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request for a WebSocket. Containers can change protocols only on the thread that brought the request, so that this one
 * waits for what is decided elsewhere.
 */
final class ServletOffer implements WebSocketOffer {
    /** What became of an offer. */
    sealed interface Decision {}

    /** An answer instead of a WebSocket. */
    record Rejected(HttpResponse response) implements Decision {}

    /** A WebSocket. */
    record Accepted(WebSocketSettings settings, HttpHeaders headers, Lane lane, WebSocketListener listener)
            implements Decision {
        void fail(Throwable cause) {
            lane.execute(() -> listener.onClosed(cause));
        }
    }

    private final HttpRequest request;
    private final Lane lane;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>(); // any thread

    ServletOffer(HttpRequest request, Lane lane) {
        this.request = request;
        this.lane = lane;
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void reject(HttpResponse response) {
        decision.complete(new Rejected(response));
    }

    @Override
    public void accept(
            WebSocketSettings settings, HttpHeaders responseHeaders, Lane target, WebSocketListener listener) {
        Accepted accepted = new Accepted(settings, responseHeaders, target, listener);
        String violation = WebSocketHandshake.violation(request);
        if (violation != null) {
            reject(WebSocketHandshake.refusal(violation, responseHeaders));
            accepted.fail(new IOException(violation));
        } else if (!decision.complete(accepted)) {
            if (decision.join() instanceof Accepted) {
                throw new IllegalStateException("this WebSocket was accepted or rejected before");
            }
            accepted.fail(new IOException("the WebSocket was accepted too late"));
        }
    }

    /** If nothing was decided yet, it is 503. Any thread. */
    void giveUp() {
        decision.complete(new Rejected(HttpResponse.empty(503)));
    }

    /**
     * Waits for the decision; after that time it is 503. Not with a timeout of the future's, whose thread never ends and
     * would keep what a web application has loaded.
     */
    Decision await(Duration limit) {
        try {
            return decision.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return decision.join();
    }
}
