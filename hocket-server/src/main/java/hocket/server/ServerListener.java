package hocket.server;

import hocket.core.PacketType;
import hocket.engine.CloseReason;
import hocket.engine.ConnectionError;
import hocket.engine.EngineSocket;
import hocket.engine.OutboundLimit;
import hocket.engine.UpgradeFailure;
import hocket.engine.spi.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches a server, for metrics. What is told of a lane is told on it, and must not block; {@link #onHandled} comes where
 * handlers run, {@link #onCreated} on the thread that makes the server. What it throws is logged.
 *
 * <p>Of one session {@link #onSessionOpened} is told first and {@link #onSessionClosed} last; of one socket {@link
 * #onConnected} and {@link #onDisconnected}, but handlers may still be running.
 */
public interface ServerListener {
    /** Why an event was not sent. */
    enum DropReason {
        /** It was volatile, and the transport had no room. */
        VOLATILE,
        /** {@link OverflowPolicy#DROP}. */
        OVERFLOW
    }

    /** A server was made with the options that name this listener; nothing has come to it yet. */
    default void onCreated(SocketIoServer server) {}

    /** A request was refused: one that wanted a session, or one for a session that is not there or is otherwise. */
    default void onConnectionError(ConnectionError error) {}

    /** A handshake was answered 503: there are {@code maxConnections} sessions, or the server is closing. */
    default void onUnavailable(HttpRequest request) {}

    /** A client has opened a session. */
    default void onSessionOpened(EngineSocket session) {}

    /** A session has ended, after its sockets have. See {@link hocket.engine.EngineSocketListener#onClose}. */
    default void onSessionClosed(EngineSocket session, CloseReason reason, String description) {}

    /** A session that began with polling goes on over a WebSocket. */
    default void onUpgraded(EngineSocket session) {}

    /** A WebSocket that was to take over a session is closed instead. */
    default void onUpgradeFailed(EngineSocket session, UpgradeFailure failure) {}

    /** A client reads too little: it has exceeded that limit, and its session ends. */
    default void onOutboundLimit(EngineSocket session, OutboundLimit exceeded) {}

    /** So many bytes came, one Engine.IO packet of any type; the frames and header fields around them do not count. */
    default void onBytesReceived(EngineSocket session, int bytes) {}

    /** So many bytes were given to the transport, one packet or more; frames, header fields and compression do not count. */
    default void onBytesSent(EngineSocket session, long bytes) {}

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
