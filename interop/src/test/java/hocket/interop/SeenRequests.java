package hocket.interop;

import hocket.engine.EngineMiddleware;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers {@code /seen?t=x} once the request with {@code t=x} has been handed to its session: whatever is sent after that
 * finds it there. Nothing on the network promises that of two connections.
 */
final class SeenRequests implements EngineMiddleware, HostHandler {
    private final Map<String, CompletableFuture<Void>> seen = new ConcurrentHashMap<>(); // any thread

    private volatile EngineServer engine; // any thread

    /** {@link #watch} is to follow. */
    void install(EngineOptions.Builder options) {
        options.use(this).otherwise(this);
    }

    /** The server that was made with the options. */
    void watch(EngineServer server) {
        engine = server;
    }

    /** The session gets the request on its lane, and so do we, behind it. */
    @Override
    public void handle(HttpRequest request, HttpHeaders responseHeaders, Next next) {
        next.proceed();
        String mark = request.query("t");
        if (mark != null) {
            engine.clients().stream()
                    .filter(session -> session.id().equals(request.query("sid")))
                    .forEach(session -> session.lane().execute(() -> seen(mark).complete(null)));
        }
    }

    @Override
    public void onRequest(HttpExchange exchange) {
        String mark = exchange.request().query("t");
        if (exchange.request().path().equals("/seen") && mark != null) {
            var unused = seen(mark).thenRun(() -> exchange.respond(HttpResponse.empty(204)));
        } else {
            exchange.respond(HttpResponse.empty(404));
        }
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        offer.reject(HttpResponse.empty(404));
    }

    private CompletableFuture<Void> seen(String mark) {
        return seen.computeIfAbsent(mark, key -> new CompletableFuture<>());
    }
}
