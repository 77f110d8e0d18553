package hocket.engine.spi;

import hocket.core.ByteSlice;

/** An HTTP response with its whole body; the host adds the {@code Content-Length}. Its headers may be changed until it is sent. */
public final class HttpResponse {
    private final int status;
    private final HttpHeaders headers;
    private final ByteSlice body;

    /** A response with that status, those headers and that body. */
    public HttpResponse(int status, HttpHeaders headers, ByteSlice body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A response without a body. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, new HttpHeaders(), ByteSlice.EMPTY);
    }

    /** A response with a body of that type, the text in UTF-8. */
    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, new HttpHeaders().add("Content-Type", contentType), ByteSlice.utf8(body));
    }

    /** The status, such as 200. */
    public int status() {
        return status;
    }

    /** The header fields. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The body; empty if there is none. */
    public ByteSlice body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + body;
    }
}
