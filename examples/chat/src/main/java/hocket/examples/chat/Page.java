package hocket.examples.chat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Hands out the files of the page, from a fixed table: no path is ever put together. */
final class Page implements HostHandler {
    private static final String POLICY = "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'";

    private final Map<String, File> files = Map.of(
            "/", File.of("index.html", "text/html; charset=utf-8"),
            "/chat.js", File.of("chat.js", "text/javascript; charset=utf-8"),
            "/chat.css", File.of("chat.css", "text/css; charset=utf-8"));

    @Override
    public void onRequest(HttpExchange exchange) {
        File file = files.get(exchange.request().path());
        String method = exchange.request().method();
        if (file == null) {
            exchange.respond(HttpResponse.of(404, "text/plain; charset=utf-8", "There is nothing here.\n"));
        } else if (method.equals("GET") || method.equals("HEAD")) {
            exchange.respond(file.response());
        } else {
            HttpHeaders headers = new HttpHeaders().add("Allow", "GET, HEAD");
            exchange.respond(new HttpResponse(405, headers, ByteSlice.EMPTY));
        }
    }

    @Override
    public void onWebSocket(WebSocketOffer offer) {
        offer.reject(HttpResponse.empty(404));
    }

    private record File(String contentType, ByteSlice bytes) {
        static File of(String name, String contentType) {
            try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
                return new File(contentType, ByteSlice.of(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        HttpResponse response() {
            HttpHeaders headers = new HttpHeaders()
                    .add("Content-Type", contentType)
                    .add("Content-Security-Policy", POLICY)
                    .add("X-Content-Type-Options", "nosniff")
                    .add("Cache-Control", "no-cache");
            return new HttpResponse(200, headers, bytes);
        }
    }
}
