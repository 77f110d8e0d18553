package hocket.engine;

/** Why a session ended; {@link #wire()} is the word the JavaScript packages use. */
public enum CloseReason {
    /** The peer, or the network, ended the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection broke, or the peer broke a rule of the transport. */
    TRANSPORT_ERROR("transport error"),
    /** The peer did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The peer sent something that is no Engine.IO packet. */
    PARSE_ERROR("parse error"),
    /** This side closed the session. */
    FORCED_CLOSE("forced close");

    private final String wire;

    CloseReason(String wire) {
        this.wire = wire;
    }

    /** The reference's word, such as {@code ping timeout}. */
    public String wire() {
        return wire;
    }

    @Override
    public String toString() {
        return wire;
    }
}
