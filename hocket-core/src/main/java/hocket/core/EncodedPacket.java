package hocket.core;

import java.util.List;

/**
 * One packet of the layer above, as the Engine.IO messages it consists of: a text and its attachments, which are sent
 * one after the other with nothing between them. Immutable and safe for use by several threads; sent to many, it is
 * encoded once.
 */
public final class EncodedPacket {
    private final List<EnginePacket> packets;
    private final int sizeBytes;
    private final boolean compress;

    private EncodedPacket(List<EnginePacket> packets, int sizeBytes, boolean compress) {
        this.packets = packets;
        this.sizeBytes = sizeBytes;
        this.compress = compress;
    }

    /** A packet without attachments. */
    public static EncodedPacket of(EnginePacket packet) {
        return new EncodedPacket(List.of(packet), packet.sizeBytes(), true);
    }

    /** A text and its attachments, in order. */
    public static EncodedPacket of(List<EnginePacket> packets) {
        long size = 0;
        for (EnginePacket packet : packets) {
            size += packet.sizeBytes();
        }
        return new EncodedPacket(List.copyOf(packets), Math.toIntExact(size), true);
    }

    /** The Engine.IO packets, in order. */
    public List<EnginePacket> packets() {
        return packets;
    }

    /** The bytes of all packets together. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Whether it may be compressed where the transport offers that; default true. */
    public boolean compress() {
        return compress;
    }

    /** The same packet, to be compressed or not. */
    public EncodedPacket compress(boolean wanted) {
        return wanted == compress ? this : new EncodedPacket(packets, sizeBytes, wanted);
    }

    @Override
    public String toString() {
        return packets.toString();
    }
}
