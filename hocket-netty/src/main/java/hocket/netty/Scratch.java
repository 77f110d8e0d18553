package hocket.netty;

import org.jspecify.annotations.Nullable;

/**
 * The array into which a lane copies what its connections have read, one after the other: bytes are looked at one by one
 * in an array only, as Netty's buffers are slow at that, above all without {@code Unsafe}. Belongs to the lane.
 */
final class Scratch {
    /** What Netty reads at once at most; more is taken in pieces. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int LEAST_BYTES = 2048;

    private byte @Nullable [] free; // lane: null while it is in use

    /** An array of so many bytes, or of {@link #MOST_BYTES}; the caller's until it is given back. */
    byte[] take(int bytes) {
        byte[] array = free;
        free = null;
        int wanted = Math.min(bytes, MOST_BYTES);
        if (array == null || array.length < wanted) {
            array = new byte[Math.max(LEAST_BYTES, Integer.highestOneBit(wanted * 2 - 1))];
        }
        return array;
    }

    void giveBack(byte[] array) {
        free = array;
    }
}
