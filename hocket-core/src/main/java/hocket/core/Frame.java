package hocket.core;

/**
 * The content of one WebSocket message. One frame may be sent to any number of connections. Immutable, safe for use by
 * several threads.
 */
public final class Frame {
    private final boolean binary;
    private final ByteSlice payload;

    /** A binary message, or a text message whose payload is valid UTF-8. */
    public Frame(boolean binary, ByteSlice payload) {
        this.binary = binary;
        this.payload = payload;
    }

    /** Whether this is a binary message (opcode 2) and not a text message (opcode 1). */
    public boolean isBinary() {
        return binary;
    }

    /** The content. */
    public ByteSlice payload() {
        return payload;
    }

    @Override
    public String toString() {
        return (binary ? "binary " : "text ") + payload;
    }
}
