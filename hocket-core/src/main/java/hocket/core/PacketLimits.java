package hocket.core;

/** What one Socket.IO packet may hold. Immutable. */
public final class PacketLimits {
    /** 10 attachments, 10 000 000 bytes. */
    public static final PacketLimits DEFAULT = new PacketLimits(10, 10_000_000);

    private final int maxAttachments;
    private final int maxPacketBytes;

    private PacketLimits(int maxAttachments, int maxPacketBytes) {
        this.maxAttachments = maxAttachments;
        this.maxPacketBytes = maxPacketBytes;
    }

    /** The same limits with so many attachments at most, both ways; default 10. */
    public PacketLimits maxAttachments(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("maxAttachments must be 0 or more, not " + count);
        }
        return new PacketLimits(count, maxPacketBytes);
    }

    /** The same limits with so many bytes at most of text and attachments together, inbound; default 10 000 000. */
    public PacketLimits maxPacketBytes(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxPacketBytes must be 1 or more, not " + bytes);
        }
        return new PacketLimits(maxAttachments, bytes);
    }

    /** The number of attachments of one packet, at most. */
    public int maxAttachments() {
        return maxAttachments;
    }

    /** The bytes of text and attachments of one packet together, at most. */
    public int maxPacketBytes() {
        return maxPacketBytes;
    }
}
