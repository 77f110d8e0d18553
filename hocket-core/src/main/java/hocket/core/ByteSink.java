package hocket.core;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing run of bytes to write into; it keeps room in front for a header that is known only once the rest has been
 * written. Not safe for use by several threads.
 */
public final class ByteSink extends OutputStream {
    private byte[] bytes;
    private int start;
    private int end;

    /** An empty sink that expects about {@code capacity} bytes. */
    public ByteSink(int capacity) {
        this(0, capacity);
    }

    ByteSink(int headroom, int capacity) {
        bytes = new byte[headroom + capacity];
        start = headroom;
        end = headroom;
    }

    @Override
    public void write(int b) {
        ensure(1);
        bytes[end++] = (byte) b;
    }

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, end, length);
        end += length;
    }

    /** Appends the slice. */
    public void write(ByteSlice slice) {
        write(slice.array(), slice.offset(), slice.length());
    }

    /** Appends a number in ASCII digits. */
    public void writeDecimal(long number) {
        if (number < 0) {
            writeAscii(Long.toString(number));
            return;
        }
        int digits = digits(number);
        ensure(digits);
        end += digits;
        putDecimal(number, end);
    }

    /** Appends text that holds ASCII characters only. */
    @SuppressWarnings("deprecation") // takes the low byte of each character, which is all there is
    public void writeAscii(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, end);
        end += ascii.length();
    }

    /** Puts bytes in front of the first one; there must be headroom for them. */
    void prepend(ByteSlice header) {
        start -= header.length();
        System.arraycopy(header.array(), header.offset(), bytes, start, header.length());
    }

    /** Puts a byte in front of the first one; there must be headroom for it. */
    void prepend(int b) {
        bytes[--start] = (byte) b;
    }

    /** Puts a number, which is not negative, in front of the first byte; there must be headroom for its digits. */
    void prependDecimal(long number) {
        int first = start;
        start -= digits(number);
        putDecimal(number, first);
    }

    private void putDecimal(long number, int to) {
        int at = to;
        long rest = number;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** The number of bytes written. */
    public int size() {
        return end - start;
    }

    /** What was written, without a copy; the sink is not written to afterwards. */
    public ByteSlice toSlice() {
        return ByteSlice.of(bytes, start, end - start);
    }

    private void ensure(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(end, more), (int)
                    Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
    }
}
