package hocket.netty;

import hocket.core.ByteSlice;
import java.util.Arrays;

/**
 * The bytes of a message that comes in pieces. It takes memory in proportion to what has come: what a header announces is
 * an upper bound and no reason to allocate. Belongs to the lane of its connection.
 */
final class MessageBuffer {
    private static final int LEAST_BYTES = 256;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[0]; // lane
    private int size; // lane

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Makes room for so many more bytes in {@link #array()}, of which {@link #advance} tells. */
    void reserve(int more) {
        reserve(more, MOST_BYTES);
    }

    void advance(int more) {
        size += more;
    }

    /**
     * Appends masked bytes.
     *
     * @param rest the bytes of the message that follow them, or -1 if that is not known
     * @return whether all of them are ASCII
     */
    boolean append(int mask, byte[] source, int from, int to, int rest) {
        int length = to - from;
        reserve(length, rest < 0 ? MOST_BYTES : size + length + rest);
        boolean ascii = Mask.remove(mask, source, from, bytes, size, length);
        size += length;
        return ascii;
    }

    /** Room beyond what is needed now keeps the copying linear; where the end is known it is not gone beyond. */
    private void reserve(int more, int atMost) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            long doubled = Math.max(LEAST_BYTES, 2L * needed);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(atMost, doubled)));
        }
    }

    /** The bytes, without a copy; nothing is appended afterwards. */
    ByteSlice toSlice() {
        return ByteSlice.of(bytes, 0, size);
    }
}
