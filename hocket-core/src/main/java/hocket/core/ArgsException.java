package hocket.core;

import org.jspecify.annotations.Nullable;

/** An argument is missing, or does not fit the type it was asked for; the message says which and why. */
public final class ArgsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what does not fit, and the cause if there is one. */
    public ArgsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
