package hocket.client;

/** The ways Engine.IO messages travel. */
public enum TransportName {
    /** HTTP long-polling. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String wire;

    TransportName(String wire) {
        this.wire = wire;
    }

    /** The name in the protocol. */
    public String wire() {
        return wire;
    }

    @Override
    public String toString() {
        return wire;
    }
}
