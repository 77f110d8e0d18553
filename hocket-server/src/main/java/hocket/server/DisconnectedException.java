package hocket.server;

/** The socket was disconnected before the ack came, or before the event could be sent. */
public final class DisconnectedException extends Exception {
    private static final long serialVersionUID = 1;

    DisconnectedException() {
        super("socket has been disconnected", null, false, false);
    }
}
