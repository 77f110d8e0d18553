package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.util.List;

/**
 * Takes what happens at an {@link EngineServer}. {@link #onConnection} runs where {@link Handlers} says. The others run
 * on the lane, so that headers can still be changed and nothing is reordered: they must not block. What they throw is
 * logged.
 */
@FunctionalInterface
public interface EngineListener {
    /**
     * A session has opened.
     *
     * @return what takes the events of this session
     */
    EngineSocketListener onConnection(EngineSocket socket);

    /** A request was refused. */
    default void onConnectionError(ConnectionError error) {}

    /** A handshake was answered 503: the server has as many sessions as it may, or takes no more. */
    default void onUnavailable(HttpRequest request) {}

    /** The first response of a session is about to be sent; the headers may be changed. */
    default void onInitialHeaders(HttpHeaders headers, HttpRequest request) {}

    /** A response is about to be sent, the 101 of a WebSocket too; the headers may be changed. */
    default void onHeaders(HttpHeaders headers, HttpRequest request) {}

    /** A session hands its write buffer to its transport. */
    default void onFlush(EngineSocket socket, List<EncodedPacket> buffer) {}

    /** A transport has taken the write buffer of a session. */
    default void onDrain(EngineSocket socket) {}
}
