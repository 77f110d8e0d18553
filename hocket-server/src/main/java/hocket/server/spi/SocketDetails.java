package hocket.server.spi;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a socket wherever it is: a live one here, a copy of one elsewhere. Safe for use by several threads. */
public interface SocketDetails {
    /** The socket's id. */
    String id();

    /** The rooms it is in, its id among them. */
    Set<String> rooms();

    /** Its data by name; values are live objects here, generic trees of others. */
    Map<String, Object> dataTree();

    /** Its handshake as a generic tree with the names of the reference: {@code headers}, {@code time}, {@code address} and so on. */
    Map<String, @Nullable Object> handshakeTree();
}
