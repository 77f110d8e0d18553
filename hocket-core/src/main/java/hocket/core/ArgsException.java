package hocket.core;

import org.jspecify.annotations.Nullable;

/** An argument is missing, or does not fit the type it was asked for; the message says which and why. */
public final class ArgsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String forPeer;

    /** With what does not fit, and the cause if there is one. */
    public ArgsException(String message, @Nullable Throwable cause) {
        this(message, "an argument does not fit", cause);
    }

    ArgsException(String message, String forPeer, @Nullable Throwable cause) {
        super(message, cause);
        this.forPeer = forPeer;
    }

    /** What the peer may know of it: which argument, and no class of ours. */
    String forPeer() {
        return forPeer;
    }
}
