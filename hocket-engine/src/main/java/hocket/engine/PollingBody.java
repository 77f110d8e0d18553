package hocket.engine;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.Payload;
import hocket.core.ProtocolException;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The bodies of long-polling: plain, as a script for JSONP, and compressed. Stateless. */
final class PollingBody {
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final Pattern NEWLINE = Pattern.compile("(\\\\)?\\\\n");

    private PollingBody() {}

    /** The answer of a POST. */
    static HttpResponse ok() {
        HttpResponse response = HttpResponse.of(200, "text/html", "ok");
        response.headers().add("Cache-Control", "no-store");
        return response;
    }

    /** The body of a POST as valid UTF-8; that of JSONP is a form whose field {@code d} holds the payload. */
    static ByteSlice text(ByteSlice body, boolean jsonp) throws ProtocolException {
        String text = body.utf8();
        if (!jsonp) {
            // what is not UTF-8 has become U+FFFD
            return text.indexOf('\uFFFD') < 0 ? body : ByteSlice.utf8(text);
        }
        if (!text.startsWith("d=")) {
            throw new ProtocolException("the body of a JSONP POST is a form with a field d");
        }
        try {
            int end = text.indexOf('&');
            String field =
                    URLDecoder.decode(end < 0 ? text.substring(2) : text.substring(2, end), StandardCharsets.UTF_8);
            return ByteSlice.utf8(unescape(field));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the body of a JSONP POST is percent-encoded");
        }
    }

    /** The client writes a line feed as {@code \n}, and what was {@code \n} already as {@code \\n}. */
    private static String unescape(String field) {
        String lines = NEWLINE.matcher(field)
                .replaceAll(match -> match.group(1) == null ? "\n" : Matcher.quoteReplacement(match.group()));
        return lines.replace("\\\\n", "\\n");
    }

    static HttpResponse response(
            HttpRequest request, Payload payload, boolean jsonp, @Nullable HttpCompression compression) {
        HttpHeaders headers = new HttpHeaders().add("Cache-Control", "no-store");
        ByteSlice body = payload.body();
        if (jsonp) {
            headers.add("Content-Type", "text/javascript; charset=UTF-8").add("X-Content-Type-Options", "nosniff");
            body = script(request, body);
        } else {
            headers.add("Content-Type", payload.isBinary() ? "application/octet-stream" : TEXT);
        }
        String agent = request.header("User-Agent");
        if (agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"))) {
            headers.add("X-XSS-Protection", "0"); // its filter would take a payload for an attack
        }
        if (compression != null && body.length() >= compression.thresholdBytes()) {
            body = compress(request, body, headers);
        }
        return new HttpResponse(200, headers, body);
    }

    /** Only the digits of {@code j} are used: anything else could be a script of somebody else's. */
    private static ByteSlice script(HttpRequest request, ByteSlice body) {
        String index = String.valueOf(request.query("j")).replaceAll("[^0-9]", "");
        return ByteSlice.utf8("___eio[" + index + "](" + JsonText.quote(body.utf8()) + ");");
    }

    private static ByteSlice compress(HttpRequest request, ByteSlice body, HttpHeaders headers) {
        headers.addToList("Vary", "Accept-Encoding");
        HttpHeaders accepted = request.headers();
        boolean gzip = accepted.acceptsEncoding("gzip");
        if (!gzip && !accepted.acceptsEncoding("deflate")) {
            return body;
        }
        ByteSink compressed = new ByteSink(body.length() / 2);
        try (OutputStream out = gzip ? new GZIPOutputStream(compressed) : new DeflaterOutputStream(compressed)) {
            out.write(body.array(), body.offset(), body.length());
        } catch (IOException e) {
            throw new UncheckedIOException("a sink in memory does not fail", e);
        }
        headers.add("Content-Encoding", gzip ? "gzip" : "deflate");
        return compressed.toSlice();
    }
}
