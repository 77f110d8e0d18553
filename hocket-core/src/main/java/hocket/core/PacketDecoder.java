package hocket.core;

import org.jspecify.annotations.Nullable;

/**
 * Reassembles the Socket.IO packets of one connection from its Engine.IO messages, given in order. Not safe for use by
 * several threads. After a {@link ProtocolException} it is not used again.
 */
public interface PacketDecoder {
    /**
     * Takes a text message in valid UTF-8.
     *
     * @return the packet if it is whole, null if attachments are missing
     */
    @Nullable
    DecodedPacket text(ByteSlice message) throws ProtocolException;

    /**
     * Takes a binary message.
     *
     * @return the packet if it is whole now, null if more attachments are missing
     */
    @Nullable
    DecodedPacket binary(ByteSlice message) throws ProtocolException;

    /** Whether a packet has begun and attachments of it are missing. */
    boolean isIncomplete();
}
