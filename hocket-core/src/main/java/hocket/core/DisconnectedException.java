package hocket.core;

/** The socket was disconnected before the ack came, or before the event could be sent. */
public final class DisconnectedException extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reference's message, and without a stack trace. */
    public DisconnectedException() {
        super("socket has been disconnected", null, false, false);
    }
}
