package hocket.server;

import hocket.core.CallTarget;
import hocket.server.spi.SocketDetails;

/** A socket, wherever in the cluster it is: on this server a {@link Socket}. Any thread; nothing blocks. */
public interface RemoteSocket extends SocketDetails, CallTarget {
    /** Has it join these rooms. */
    void join(String... rooms);

    /** Has it leave these rooms. */
    void leave(String... rooms);

    /** Has its client leave the namespace, with {@code close} all others too, and closes the connection. */
    void disconnect(boolean close);
}
