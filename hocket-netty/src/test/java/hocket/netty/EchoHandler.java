package hocket.netty;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers a request with its method, path and body; one for {@code /wait} never, {@code /early} before the body. */
final class EchoHandler implements HostHandler {
    static final int LIMIT = 100_000;

    final BlockingQueue<HttpRequest> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<String> aborted = new LinkedBlockingQueue<>();

    @Override
    public void onRequest(HttpExchange exchange) {
        HttpRequest request = exchange.request();
        requests.add(request);
        exchange.onAborted(() -> aborted.add(request.path()));
        if (request.path().equals("/early")) {
            exchange.respond(HttpResponse.of(400, "text/plain", "early"));
        } else if (!request.path().equals("/wait")) {
            exchange.receive(LIMIT, new HttpExchange.BodyReceiver() {
                @Override
                public void onBody(ByteSlice body) {
                    String text = request.method() + " " + request.url() + " " + body.utf8();
                    exchange.respond(HttpResponse.of(200, "text/plain", text));
                }

                @Override
                public void onTooLarge() {
                    exchange.respond(new HttpResponse(413, new HttpHeaders(), ByteSlice.EMPTY));
                }
            });
        }
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        requests.add(offer.request());
        offer.reject(HttpResponse.empty(418));
    }
}
