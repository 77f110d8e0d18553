package hocket.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes inside an array, without a copy of it. Neither side changes the bytes once a slice of them exists.
 * Safe for use by several threads.
 */
public final class ByteSlice {
    /** The slice of no bytes. */
    public static final ByteSlice EMPTY = new ByteSlice(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private ByteSlice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The whole array, which the caller hands over: it is not copied. */
    public static ByteSlice of(byte[] array) {
        return new ByteSlice(array, 0, array.length);
    }

    /**
     * {@code length} bytes of the array from {@code offset}, not copied.
     *
     * @throws IndexOutOfBoundsException if they do not lie inside the array
     */
    public static ByteSlice of(byte[] array, int offset, int length) {
        if ((offset | length) < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException(offset + " + " + length + " of " + array.length);
        }
        return new ByteSlice(array, offset, length);
    }

    /** A copy of the buffer's remaining bytes; the buffer's position stays where it is. */
    public static ByteSlice copyOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return of(bytes);
    }

    /** The text in UTF-8; a lone surrogate becomes U+FFFD, so that the bytes are always valid UTF-8. */
    public static ByteSlice utf8(String text) {
        return of(Utf8.encode(text));
    }

    /** The array this slice lies in, to be read from {@link #offset()} on and never written. */
    public byte[] array() {
        return array;
    }

    /** Where the first byte lies in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index}, from 0 to {@code length() - 1}. */
    public byte at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(index + " of " + length);
        }
        return array[offset + index];
    }

    /** The bytes from {@code from} to the end, without a copy. */
    public ByteSlice slice(int from) {
        return slice(from, length);
    }

    /** The bytes from {@code from} up to, not including, {@code to}, without a copy. */
    public ByteSlice slice(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + length);
        }
        return new ByteSlice(array, offset + from, to - from);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only view of the bytes. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** The bytes read as UTF-8, U+FFFD where they are not valid. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteSlice that
                && length == that.length
                && ByteBuffer.wrap(array, offset, length).equals(ByteBuffer.wrap(that.array, that.offset, that.length));
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(array, offset, length).hashCode();
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
