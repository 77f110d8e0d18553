package hocket.core;

/**
 * Turns Socket.IO packets into Engine.IO messages and back. Client and server must use the same kind. Implementations
 * are safe for use by several threads; the decoders they make are not.
 *
 * <p>{@link JsonPacketParser} speaks the standard format; another implementation replaces it as a custom parser does in
 * JavaScript.
 */
public interface Parser {
    /**
     * Encodes a packet; called on the thread that emits, once for any number of receivers.
     *
     * @throws IllegalArgumentException if the data cannot be encoded or exceeds a limit; the message says which
     */
    EncodedPacket encode(Packet packet);

    /** A decoder for one connection. */
    PacketDecoder newDecoder();
}
