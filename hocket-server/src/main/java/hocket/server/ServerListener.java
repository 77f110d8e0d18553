package hocket.server;

import hocket.core.PacketType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches a server, for metrics. What is told of a lane is told on it, and must not block; {@link #onHandled} comes where
 * handlers run. What it throws is logged.
 */
public interface ServerListener {
    /** Takes no notice. */
    ServerListener NONE = new ServerListener() {};

    /** Why an event was not sent. */
    enum DropReason {
        /** It was volatile, and the transport had no room. */
        VOLATILE,
        /** {@link OverflowPolicy#DROP}. */
        OVERFLOW
    }

    /** A socket has joined. */
    default void onConnected(Socket socket) {}

    /** A socket has left. */
    default void onDisconnected(Socket socket, DisconnectReason reason) {}

    /** A client was refused by a namespace. */
    default void onRefused(String namespace, String message) {}

    /** A packet came for a socket. */
    default void onReceived(Socket socket, PacketType type, @Nullable String event) {}

    /** An event or an ack is sent to a socket; a broadcast is told once for each. */
    default void onSent(Socket socket, PacketType type, int bytes) {}

    /** An event was not sent to a socket. */
    default void onDropped(Socket socket, DropReason reason) {}

    /** An ack came that nobody waits for: too late, twice, or made up. */
    default void onUnknownAck(Socket socket) {}

    /** The handlers of an event have returned, and took so long. */
    default void onHandled(Socket socket, String event, Duration took) {}
}
