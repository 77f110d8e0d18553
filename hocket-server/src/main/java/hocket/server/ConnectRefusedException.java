package hocket.server;

import org.jspecify.annotations.Nullable;

/** Thrown by a {@link ConnectMiddleware}: the client may not join, and its {@code connect_error} says why. */
public final class ConnectRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Object data;

    /** A refusal without data. */
    public ConnectRefusedException(String message) {
        this(message, null);
    }

    /**
     * A refusal.
     *
     * @param message the client's {@code err.message}
     * @param data the client's {@code err.data}: whatever the codec can write; null for none
     */
    public ConnectRefusedException(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The client's {@code err.data}. */
    public @Nullable Object data() {
        return data;
    }
}
