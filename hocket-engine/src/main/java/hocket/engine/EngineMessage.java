package hocket.engine;

import hocket.core.ByteSlice;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import java.nio.ByteBuffer;

/** A message of a session: a text or bytes. Immutable, safe for use by several threads. */
public final class EngineMessage {
    private final EnginePacket packet;

    EngineMessage(EnginePacket packet) {
        this.packet = packet;
    }

    /** A text message. */
    public static EngineMessage text(String text) {
        return new EngineMessage(EnginePacket.text(EnginePacketType.MESSAGE, text));
    }

    /** A binary message, with a copy of the bytes. */
    public static EngineMessage binary(byte[] bytes) {
        return new EngineMessage(EnginePacket.binary(ByteSlice.of(bytes.clone())));
    }

    /** Whether this is a binary message. */
    public boolean isBinary() {
        return packet.isBinary();
    }

    /** The text; the bytes read as UTF-8 if this is a binary message. */
    public String text() {
        return packet.text();
    }

    /** The bytes, read-only; the text in UTF-8 if this is a text message. */
    public ByteBuffer bytes() {
        return packet.data().toByteBuffer();
    }

    EnginePacket packet() {
        return packet;
    }

    @Override
    public String toString() {
        return packet.toString();
    }
}
