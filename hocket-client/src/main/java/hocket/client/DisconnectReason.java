package hocket.client;

/** Why a socket was disconnected; {@link #wire()} is the word the JavaScript packages use. */
public enum DisconnectReason {
    /** The server had this socket leave the namespace. */
    IO_SERVER_DISCONNECT("io server disconnect", false),
    /** {@link Socket#disconnect()} was called, or the manager was closed. */
    IO_CLIENT_DISCONNECT("io client disconnect", false),
    /** The server sent no ping in time. */
    PING_TIMEOUT("ping timeout", true),
    /** The server, or the network, ended the connection. */
    TRANSPORT_CLOSE("transport close", true),
    /** The connection broke, a request failed, or the server broke a rule of its transport. */
    TRANSPORT_ERROR("transport error", true),
    /** The server sent a packet that could not be understood. */
    PARSE_ERROR("parse error", true),
    /** {@link Manager#closeEngine()} was called. */
    FORCED_CLOSE("forced close", true);

    private final String wire;
    private final boolean reconnecting;

    DisconnectReason(String wire, boolean reconnecting) {
        this.wire = wire;
        this.reconnecting = reconnecting;
    }

    /** The reference's word, such as {@code ping timeout}. */
    public String wire() {
        return wire;
    }

    /** Whether the manager connects again by itself, unless {@link ManagerOptions.Builder#reconnection} is off. */
    public boolean isReconnecting() {
        return reconnecting;
    }

    @Override
    public String toString() {
        return wire;
    }
}
