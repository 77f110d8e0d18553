package hocket.testkit;

import hocket.core.ByteSlice;
import java.nio.ByteBuffer;

/**
 * A WebSocket frame as it is on the wire (RFC 6455 §5.2), sound or not.
 *
 * @param fin whether it is the last of its message
 * @param rsv the three reserved bits, 4 for RSV1
 * @param opcode 0 to 15
 * @param payload not masked
 */
public record RawFrame(boolean fin, int rsv, int opcode, ByteSlice payload) {
    /** A further frame of a message. */
    public static final int CONTINUATION = 0;

    /** A text message, or its first frame. */
    public static final int TEXT = 1;

    /** A binary message, or its first frame. */
    public static final int BINARY = 2;

    /** The end. */
    public static final int CLOSE = 8;

    /** To be answered by a pong. */
    public static final int PING = 9;

    /** The answer. */
    public static final int PONG = 10;

    /** The status of a close frame without one (RFC 6455 §7.4.1). */
    private static final int NO_STATUS = 1005;

    private static final int MASK = 0x37fa213d; // that of the examples of RFC 6455 §5.7

    /** A whole text message. */
    public static RawFrame text(String text) {
        return new RawFrame(true, 0, TEXT, ByteSlice.utf8(text));
    }

    /** A whole binary message. */
    public static RawFrame binary(byte... payload) {
        return new RawFrame(true, 0, BINARY, ByteSlice.of(payload));
    }

    /** A close frame with that status and no reason. */
    public static RawFrame close(int status) {
        return new RawFrame(true, 0, CLOSE, ByteSlice.of(new byte[] {(byte) (status >> 8), (byte) status}));
    }

    /** The payload as text. */
    public String text() {
        return payload.utf8();
    }

    /** The status of a close frame, 1005 if it has none. */
    public int closeStatus() {
        return payload.length() < 2 ? NO_STATUS : ((payload.at(0) & 0xff) << 8) | (payload.at(1) & 0xff);
    }

    /** The frame as a client sends it. */
    public byte[] masked() {
        byte[] header = header(fin, rsv, opcode, true, payload.length());
        ByteBuffer frame = ByteBuffer.allocate(header.length + Integer.BYTES + payload.length());
        frame.put(header).putInt(MASK);
        for (int i = 0; i < payload.length(); i++) {
            frame.put((byte) (payload.at(i) ^ (MASK >>> (24 - 8 * (i % Integer.BYTES)))));
        }
        return frame.array();
    }

    /** The frame as no client may send it. */
    public byte[] unmasked() {
        byte[] header = header(fin, rsv, opcode, false, payload.length());
        return ByteBuffer.allocate(header.length + payload.length())
                .put(header)
                .put(payload.toByteBuffer())
                .array();
    }

    /** The beginning of a frame up to its length, in as few bytes as it takes, whatever follows it. */
    public static byte[] header(boolean fin, int rsv, int opcode, boolean masked, long length) {
        ByteBuffer header = ByteBuffer.allocate(10);
        int mask = masked ? 0x80 : 0;
        header.put((byte) ((fin ? 0x80 : 0) | (rsv << 4) | opcode));
        if (length >= 0 && length <= 125) {
            header.put((byte) (mask | length));
        } else if (length >= 0 && length <= 0xffff) {
            header.put((byte) (mask | 126)).putShort((short) length);
        } else {
            header.put((byte) (mask | 127)).putLong(length);
        }
        byte[] bytes = new byte[header.position()];
        header.flip().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "frame " + opcode + (fin ? "" : ", not the last") + (rsv == 0 ? "" : ", rsv " + rsv) + ", " + payload;
    }
}
