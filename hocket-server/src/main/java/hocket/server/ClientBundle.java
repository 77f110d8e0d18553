package hocket.server;

import hocket.core.ByteSlice;
import hocket.engine.EngineOptions;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The browser client, as its npm package publishes it: eight files, each also compressed, out of the class path. The name
 * in a request is looked up in a fixed table and never becomes a path.
 */
final class ClientBundle {
    private static final Set<String> FILES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    private final EngineOptions engine;
    private final String prefix;
    private final Map<String, ByteSlice> loaded = new ConcurrentHashMap<>(); // any thread
    private final String etag;

    ClientBundle(EngineOptions engine) {
        this.engine = engine;
        this.prefix = engine.path().endsWith("/") ? engine.path() : engine.path() + "/";
        this.etag = "\"" + load("version").utf8().trim() + "\"";
    }

    /** Answers the request if it is for one of the files. */
    boolean serve(HttpExchange exchange) {
        HttpRequest request = exchange.request();
        Optional<String> file = file(request);
        file.ifPresent(name -> exchange.respond(response(request, name)));
        return file.isPresent();
    }

    private Optional<String> file(HttpRequest request) {
        boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reading || !request.path().startsWith(prefix)) {
            return Optional.empty();
        }
        return Optional.of(request.path().substring(prefix.length())).filter(FILES::contains);
    }

    private HttpResponse response(HttpRequest request, String file) {
        HttpHeaders headers = new HttpHeaders()
                .add("Cache-Control", "public, max-age=0")
                .add("ETag", etag)
                .add("X-Content-Type-Options", "nosniff");
        if (engine.cors() != null) {
            engine.cors().addHeaders(request, headers);
        }
        headers.addToList("Vary", "Accept-Encoding");
        String known = request.header("If-None-Match");
        if (known != null && (known.equals(etag) || known.equals("W/" + etag))) {
            return new HttpResponse(304, headers, ByteSlice.EMPTY);
        }
        headers.add(
                "Content-Type",
                (file.endsWith(".map") ? "application/json" : "application/javascript") + "; charset=utf-8");
        if (request.headers().acceptsEncoding("br")) {
            return new HttpResponse(200, headers.add("Content-Encoding", "br"), content(file + ".br"));
        }
        if (request.headers().acceptsEncoding("gzip")) {
            return new HttpResponse(200, headers.add("Content-Encoding", "gzip"), content(file + ".gz"));
        }
        return new HttpResponse(200, headers, content(file));
    }

    private ByteSlice content(String resource) {
        return loaded.computeIfAbsent(resource, ClientBundle::load);
    }

    private static ByteSlice load(String resource) {
        try (InputStream in = ClientBundle.class.getResourceAsStream("client/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("client/" + resource + " is missing from the jar of hocket-server");
            }
            return ByteSlice.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read client/" + resource, e);
        }
    }
}
