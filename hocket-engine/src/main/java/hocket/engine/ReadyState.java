package hocket.engine;

/** Where a session stands. A session begins open: its handshake is the server's first packet. */
public enum ReadyState {
    /** Messages go both ways. */
    OPEN,
    /** This side has closed it; what was sent before is still being delivered. */
    CLOSING,
    /** It has ended. */
    CLOSED
}
