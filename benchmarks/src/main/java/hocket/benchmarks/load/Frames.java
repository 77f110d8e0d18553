package hocket.benchmarks.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The masked WebSocket frames of one burst, written one behind the other. */
final class Frames {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MAX_HEADER = 14;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[4096];
    private int length;
    private int seed = 0x9e3779b9;

    void add(int opcode, byte[] payload, int from, int count) {
        if (bytes.length < length + count + MAX_HEADER) {
            bytes = Arrays.copyOf(bytes, 2 * (length + count + MAX_HEADER));
        }
        put(0x80 | opcode);
        putLength(count);
        int mask = nextMask();
        for (int shift = 24; shift >= 0; shift -= 8) {
            put(mask >>> shift);
        }
        System.arraycopy(payload, from, bytes, length, count);
        mask(mask, length, length + count);
        length += count;
    }

    private void putLength(int count) {
        if (count < 126) {
            put(0x80 | count);
            return;
        }
        boolean isLong = count > 0xffff;
        put(0x80 | (isLong ? 127 : 126));
        for (int shift = isLong ? 56 : 8; shift >= 0; shift -= 8) {
            put((int) ((long) count >>> shift));
        }
    }

    private void put(int value) {
        bytes[length++] = (byte) value;
    }

    private void mask(int mask, int from, int to) {
        long twice = ((long) mask << 32) | (mask & 0xffffffffL);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        for (; at < to; at++) {
            bytes[at] ^= (byte) (mask >>> (24 - (at - from) % 4 * 8));
        }
    }

    /** Xorshift: a server must not guess it, and it must cost nothing. */
    private int nextMask() {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        return seed;
    }

    void writeTo(Link link) {
        if (length > 0) {
            int count = length;
            length = 0;
            link.write(bytes, count);
        }
    }
}
