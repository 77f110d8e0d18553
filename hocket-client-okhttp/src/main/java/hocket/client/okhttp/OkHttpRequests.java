package hocket.client.okhttp;

import hocket.client.spi.ClientRequest;
import hocket.core.ByteSlice;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Requests as OkHttp wants them. */
final class OkHttpRequests {
    private static final String HANDSHAKE_FIELDS = "Sec-WebSocket-";

    private OkHttpRequests() {}

    /**
     * A request.
     *
     * @throws IllegalArgumentException if the URI or a header field is malformed
     */
    static Request.Builder of(ClientRequest request) {
        Request.Builder builder = new Request.Builder().url(httpUrl(request));
        request.headers().forEach(builder::header);
        ByteSlice body = request.body();
        if (body != null) {
            builder.post(new Body(body));
        }
        return builder;
    }

    /**
     * The handshake of a WebSocket.
     *
     * @throws IllegalArgumentException as {@link #of}, and if a header field is the handshake's own
     */
    static Request.Builder handshake(ClientRequest request) {
        for (String name : request.headers().keySet()) {
            if (name.regionMatches(true, 0, HANDSHAKE_FIELDS, 0, HANDSHAKE_FIELDS.length())) {
                throw new IllegalArgumentException(name + " is the handshake's own");
            }
        }
        Request.Builder builder = of(request);
        if (!request.subprotocols().isEmpty()) {
            builder.header("Sec-WebSocket-Protocol", String.join(", ", request.subprotocols()));
        }
        return builder;
    }

    /** OkHttp's URLs have the schemes of HTTP only. */
    private static String httpUrl(ClientRequest request) {
        String url = request.uri().toString();
        return url.regionMatches(true, 0, "ws", 0, 2) ? "http" + url.substring(2) : url;
    }

    /** A body that is sent once: where a connection breaks, the server may have it already. */
    private static final class Body extends RequestBody {
        private final ByteSlice bytes;

        Body(ByteSlice bytes) {
            this.bytes = bytes;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null; // as the header says
        }

        @Override
        public long contentLength() {
            return bytes.length();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes.array(), bytes.offset(), bytes.length());
        }
    }
}
