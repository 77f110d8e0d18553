package hocket.core;

/** An ack did not come in time. */
public final class AckTimeoutException extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reference's message, and without a stack trace. */
    public AckTimeoutException() {
        super("operation has timed out", null, false, false);
    }
}
