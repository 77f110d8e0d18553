package hocket.server;

/** Where a socket stands. */
enum SocketState {
    /** The middleware is being asked. */
    JOINING,
    /** The client is in the namespace. */
    CONNECTED,
    /** The client was refused, or has left. */
    GONE
}
