package hocket.server;

/** An ack did not come in time. */
public final class AckTimeoutException extends Exception {
    private static final long serialVersionUID = 1;

    AckTimeoutException() {
        super("operation has timed out", null, false, false);
    }
}
