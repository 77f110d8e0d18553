package hocket.client;

import hocket.core.ByteSlice;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that come in parts. */
final class JdkBytes {
    private byte[] bytes = {};
    private int length;

    int length() {
        return length;
    }

    void add(ByteBuffer part) {
        int size = part.remaining();
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length + size, 2L * length)));
        }
        part.get(bytes, length, size);
        length += size;
    }

    /** All of them; a new run begins. */
    ByteSlice take() {
        ByteSlice all = ByteSlice.of(bytes, 0, length);
        bytes = new byte[0];
        length = 0;
        return all;
    }
}
