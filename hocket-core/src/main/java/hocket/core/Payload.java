package hocket.core;

/** Several Engine.IO packets as the body of one HTTP request or response. Immutable. */
public final class Payload {
    private final ByteSlice body;
    private final boolean binary;

    Payload(ByteSlice body, boolean binary) {
        this.body = body;
        this.binary = binary;
    }

    /** The bytes of the body. */
    public ByteSlice body() {
        return body;
    }

    /** Whether the body is {@code application/octet-stream} and not UTF-8 text. */
    public boolean isBinary() {
        return binary;
    }
}
