package hocket.core;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet: a type with text, or a binary message. Immutable; it remembers the wire forms that were asked
 * for, so that one packet sent to many is encoded once. Safe for use by several threads.
 */
public final class EnginePacket {
    private final EnginePacketType type;
    private final boolean binary;
    /** Text: the type's digit and the UTF-8. Binary: the bytes alone. */
    private final ByteSlice wire;

    private @Nullable Frame frame; // any thread: immutable, a race makes an equal one
    private @Nullable ByteSlice base64; // any thread: as above

    private EnginePacket(EnginePacketType type, boolean binary, ByteSlice wire) {
        this.type = type;
        this.binary = binary;
        this.wire = wire;
    }

    /** A packet without data. */
    public static EnginePacket of(EnginePacketType type) {
        return new EnginePacket(type, false, ByteSlice.of(new byte[] {type.digit()}));
    }

    /** A packet with text. */
    public static EnginePacket text(EnginePacketType type, String text) {
        ByteSlice utf8 = ByteSlice.utf8(text);
        byte[] wire = new byte[utf8.length() + 1];
        wire[0] = type.digit();
        System.arraycopy(utf8.array(), utf8.offset(), wire, 1, utf8.length());
        return new EnginePacket(type, false, ByteSlice.of(wire));
    }

    /** A binary message; the bytes are not copied. */
    public static EnginePacket binary(ByteSlice bytes) {
        return new EnginePacket(EnginePacketType.MESSAGE, true, bytes);
    }

    /** A text packet whose bytes, the type's digit first, lie ready. */
    static EnginePacket ofWire(EnginePacketType type, ByteSlice wire) {
        return new EnginePacket(type, false, wire);
    }

    /** The type. */
    public EnginePacketType type() {
        return type;
    }

    /** Whether this is a binary message. */
    public boolean isBinary() {
        return binary;
    }

    /** The bytes of a binary message, or the text in UTF-8, without the type; empty if there is none. */
    public ByteSlice data() {
        return binary ? wire : wire.slice(1);
    }

    /** The text; empty if there is none. For a binary message its bytes read as UTF-8. */
    public String text() {
        return data().utf8();
    }

    /** How many bytes this packet holds; on the wire it may take a few more, or a third more as base64. */
    public int sizeBytes() {
        return wire.length();
    }

    /** Text: the digit and the UTF-8. Binary: the bytes alone. */
    ByteSlice wire() {
        return wire;
    }

    /** The frame that holds {@link #wire()} as it is. */
    Frame plainFrame() {
        Frame known = frame;
        if (known == null) {
            known = new Frame(binary, wire);
            frame = known;
        }
        return known;
    }

    /** The bytes of a binary message as base64. */
    ByteSlice base64() {
        ByteSlice known = base64;
        if (known == null) {
            known = ByteSlice.copyOf(Base64.getEncoder().encode(wire.toByteBuffer()));
            base64 = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return type + (binary ? " binary " : " ") + data();
    }
}
