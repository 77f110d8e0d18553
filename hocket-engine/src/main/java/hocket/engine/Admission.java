package hocket.engine;

import org.jspecify.annotations.Nullable;

/** The answer of {@link AllowRequest}. Immutable. */
public final class Admission {
    private static final Admission ALLOWED = new Admission(true, null);

    private final boolean allowed;
    private final @Nullable String message;

    private Admission(boolean allowed, @Nullable String message) {
        this.allowed = allowed;
        this.message = message;
    }

    /** The handshake goes on. */
    public static Admission allow() {
        return ALLOWED;
    }

    /** The handshake is answered 403 with the message {@code Forbidden}. */
    public static Admission refuse() {
        return new Admission(false, null);
    }

    /** The handshake is answered 403 with that message, which the client sees. */
    public static Admission refuse(String message) {
        return new Admission(false, message);
    }

    /** Whether the handshake goes on. */
    public boolean isAllowed() {
        return allowed;
    }

    /** The message of the refusal; null for the default one. */
    public @Nullable String message() {
        return message;
    }
}
