package hocket.netty;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Accepts every WebSocket. A message comes back as it was, and may be compressed unless it begins with an exclamation mark;
 * what ended is noted.
 */
final class WebSocketHandler implements HostHandler {
    static final int LIMIT = 1_000_000;
    static final int MAX_FRAGMENTS = 16_384;
    static final String ORDERLY = "in order";

    private final WebSocketSettings settings;

    /** By URL, how each WebSocket ended: the message of what broke it, or {@link #ORDERLY}. */
    private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>(); // any thread

    WebSocketHandler() {
        this((PerMessageDeflate) null);
    }

    WebSocketHandler(PerMessageDeflate deflate) {
        this(new WebSocketSettings(LIMIT, MAX_FRAGMENTS, Duration.ofSeconds(1), Duration.ofSeconds(20), deflate));
    }

    WebSocketHandler(WebSocketSettings settings) {
        this.settings = settings;
    }

    /** How the WebSocket of that URL ended. */
    String end(String url) {
        return future(url).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<String> future(String url) {
        return ends.computeIfAbsent(url, unknown -> new CompletableFuture<>());
    }

    @Override
    public void onRequest(HttpExchange exchange) {
        exchange.respond(HttpResponse.empty(404));
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        offer.accept(
                settings,
                new HttpHeaders(),
                offer.lane(),
                new Echo(future(offer.request().url())));
    }

    private static final class Echo implements WebSocketListener {
        private final CompletableFuture<String> end;
        private WebSocketChannel channel;

        Echo(CompletableFuture<String> end) {
            this.end = end;
        }

        @Override
        public void onOpen(WebSocketChannel newChannel) {
            channel = newChannel;
        }

        @Override
        public void onMessage(boolean binary, ByteSlice payload) {
            boolean compress = payload.isEmpty() || payload.at(0) != '!';
            channel.send(new Frame(binary, payload), compress);
        }

        @Override
        public void onWritable() {
            // nobody waits for it
        }

        @Override
        public void onClosed(Throwable error) {
            end.complete(error == null ? ORDERLY : String.valueOf(error.getMessage()));
        }
    }
}
