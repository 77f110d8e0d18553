package hocket.client;

import hocket.core.Args;

/** The server refused a socket: what came with its {@code connect_error}. */
public final class ConnectErrorException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Args data;

    ConnectErrorException(String message, Args data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The data that the server's middleware gave with the error, as one argument; none if it gave none. */
    public Args data() {
        return data;
    }
}
