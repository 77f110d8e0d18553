package hocket.server;

import hocket.engine.CloseReason;

/** Why a socket was disconnected; {@link #wire()} is the word the JavaScript packages use. */
public enum DisconnectReason {
    /** The connection broke, or the client broke a rule of its transport. */
    TRANSPORT_ERROR("transport error"),
    /** The client, or the network, ended the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** This side closed the connection, also because a packet could not be understood. */
    FORCED_CLOSE("forced close"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client broke a rule of the protocol or joined no namespace in time, and its connection is being closed. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The client sent something that is no Engine.IO packet. */
    PARSE_ERROR("parse error"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** {@link Socket#disconnect()} was called. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect");

    private final String wire;

    DisconnectReason(String wire) {
        this.wire = wire;
    }

    /** The reference's word, such as {@code ping timeout}. */
    public String wire() {
        return wire;
    }

    /** Whether a client that is gone for that reason may come back to its session; see {@link RecoveryOptions}. */
    public boolean isRecoverable() {
        return switch (this) {
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT -> false;
            default -> true;
        };
    }

    static DisconnectReason of(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> TRANSPORT_ERROR;
            case PING_TIMEOUT -> PING_TIMEOUT;
            case PARSE_ERROR -> PARSE_ERROR;
            case FORCED_CLOSE -> FORCED_CLOSE;
        };
    }

    @Override
    public String toString() {
        return wire;
    }
}
