package hocket.engine.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a host enforces on a WebSocket.
 *
 * @param maxMessageBytes a message's bytes at most, after inflation; more is closed with 1009, if possible on the header
 *     of the frame
 * @param maxFragments the frames of one message at most; more is closed with 1008
 * @param closeTimeout how long the peer may take to answer a close frame before the connection is cut
 * @param writeTimeout the time in which at least a byte of what waits to be written must leave, or the connection is cut
 * @param deflate permessage-deflate, to be used if the client offers it; null for none
 */
public record WebSocketSettings(
        int maxMessageBytes,
        int maxFragments,
        Duration closeTimeout,
        Duration writeTimeout,
        @Nullable PerMessageDeflate deflate) {}
