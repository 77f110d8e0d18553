package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.util.List;

/**
 * Takes the events of one session, in order; {@link #onClose} is the last, and comes exactly once.
 *
 * <p>{@link #onMessage}, {@link #onUpgrade} and {@link #onClose} run where {@link Handlers} says, one at a time; what they
 * throw is logged. The others watch the session's inside and run on its lane: they must not block.
 */
public interface EngineSocketListener {
    /** A message came. */
    default void onMessage(EngineMessage message) {}

    /** A packet of any type came. */
    default void onPacket(EnginePacket packet) {}

    /** A packet is about to be put into the write buffer. */
    default void onPacketCreate(EncodedPacket packet) {}

    /** The peer has shown that it is alive: a pong, from older clients a ping. */
    default void onHeartbeat() {}

    /** The client has probed a WebSocket. */
    default void onUpgrading() {}

    /** The session goes on over a WebSocket. */
    default void onUpgrade() {}

    /** A WebSocket that was to take over is closed instead. */
    default void onUpgradeFailed(UpgradeFailure failure) {}

    /** The write buffer is handed to the transport. */
    default void onFlush(List<EncodedPacket> buffer) {}

    /** The write buffer is empty again: everything was given to the operating system or to a poll. */
    default void onDrain() {}

    /** Little waits to be sent again, after more than {@code pauseReadingBytes} did. */
    default void onWritable() {}

    /** The client reads too little: it has exceeded that limit, and the session ends. */
    default void onOutboundLimit(OutboundLimit exceeded) {}

    /**
     * The session has ended.
     *
     * @param description what exactly happened; empty if the reason says it all
     */
    default void onClose(CloseReason reason, String description) {}
}
