package hocket.netty;

/** What a frame is, and what else its first byte says (RFC 6455 §5.2). */
final class Opcode {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The bit of the last frame of a message. */
    static final int FIN = 0x80;

    /** The bit of a compressed message, in its first frame (RFC 7692 §6). */
    static final int RSV1 = 0x40;

    /** The bits that have a meaning only if an extension gives them one. */
    static final int RESERVED_BITS = 0x70;

    private static final int KNOWN = 1 << CONTINUATION | 1 << TEXT | 1 << BINARY | 1 << CLOSE | 1 << PING | 1 << PONG;
    private static final int OPCODE_BITS = 0x0f;
    private static final int CONTROL_BIT = 8;

    private Opcode() {}

    static int of(int head) {
        return head & OPCODE_BITS;
    }

    static boolean isControl(int head) {
        return (head & CONTROL_BIT) != 0;
    }

    static boolean isKnown(int head) {
        return (KNOWN >> of(head) & 1) != 0;
    }
}
