package hocket.client.netty;

import hocket.core.ByteSlice;
import java.util.Arrays;

/** A message that comes in pieces; grows with what comes, not with what is announced. Belongs to the lane. */
final class MessageBuffer {
    private static final int LEAST_BYTES = 256;

    private final int limitBytes;
    private byte[] array = new byte[LEAST_BYTES]; // lane
    private int size; // lane

    MessageBuffer(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    /** How many bytes it may still take. */
    int free() {
        return limitBytes - size;
    }

    /** Makes room for so many bytes behind the last. */
    void reserve(int bytes) {
        if (array.length - size < bytes) {
            array = Arrays.copyOf(array, (int) Math.max(size + (long) bytes, Math.min(2L * size, limitBytes + 1L)));
        }
    }

    /** So many bytes were written behind the last. */
    void advance(int bytes) {
        size += bytes;
    }

    ByteSlice toSlice() {
        return ByteSlice.of(array, 0, size);
    }
}
