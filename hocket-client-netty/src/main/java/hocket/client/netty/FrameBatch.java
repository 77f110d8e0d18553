package hocket.client.netty;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a turn in one buffer, masked as a client must (RFC 6455 §5.2, §5.3). They are made in an array, as Netty's
 * buffers are slow at single bytes, above all without {@code Unsafe}. Belongs to the lane.
 */
final class FrameBatch {
    static final int SCRATCH_BYTES = 8192;

    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MASKED = 0x80;
    private static final int MOST_HEADER_BYTES = 14;
    private static final int LEAST_BYTES = 256;
    private static final int MOST_BYTES = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final byte[] scratch; // lane
    private @Nullable ByteBuf buffer; // lane: null while there is no frame
    private int usualBytes = LEAST_BYTES; // lane: what the last one took

    FrameBatch(ByteBufAllocator allocator, byte[] scratch) {
        this.allocator = allocator;
        this.scratch = scratch;
    }

    int size() {
        return buffer == null ? 0 : buffer.readableBytes();
    }

    /** Whether it should be written before more is added: a buffer that grows is copied. */
    boolean isFullFor(Frame frame) {
        return buffer != null && buffer.readableBytes() + frame.payload().length() > MOST_BYTES;
    }

    void add(Frame frame) {
        ByteSlice payload = frame.payload();
        ByteBuf target = buffer;
        if (target == null) {
            target = allocator.ioBuffer(Math.max(usualBytes, payload.length() + MOST_HEADER_BYTES));
            buffer = target;
        }
        int mask = ThreadLocalRandom.current().nextInt();
        int header = writeHeader(frame.isBinary() ? BINARY : TEXT, payload.length(), mask);
        int most = (scratch.length - header) & -Long.BYTES; // so that each part begins with the mask's first byte
        int done = Math.min(most, payload.length());
        mask(mask, payload, 0, header, done);
        target.writeBytes(scratch, 0, header + done);
        while (done < payload.length()) {
            int length = Math.min(scratch.length, payload.length() - done);
            mask(mask, payload, done, 0, length);
            target.writeBytes(scratch, 0, length);
            done += length;
        }
    }

    private int writeHeader(int opcode, int length, int mask) {
        scratch[0] = (byte) (FIN | opcode);
        int at = writeLength(length);
        Words.setInt(scratch, at, mask);
        return at + Integer.BYTES;
    }

    private int writeLength(int length) {
        if (length <= 125) {
            scratch[1] = (byte) (MASKED | length);
            return 2;
        }
        if (length <= 0xffff) {
            scratch[1] = (byte) (MASKED | 126);
            scratch[2] = (byte) (length >>> 8);
            scratch[3] = (byte) length;
            return 4;
        }
        scratch[1] = (byte) (MASKED | 127);
        Words.setInt(scratch, 2, 0);
        Words.setInt(scratch, 6, Integer.reverseBytes(length));
        return 10;
    }

    private void mask(int mask, ByteSlice payload, int from, int into, int length) {
        byte[] bytes = payload.array();
        int at = payload.offset() + from;
        long wide = ((long) mask << Integer.SIZE) | (mask & 0xffffffffL);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            Words.setLong(scratch, into + i, Words.getLong(bytes, at + i) ^ wide);
        }
        for (; i < length; i++) {
            scratch[into + i] = (byte) (bytes[at + i] ^ (mask >>> ((i & 3) << 3)));
        }
    }

    /** The frames, which are the caller's now; null if there are none. */
    @Nullable
    ByteBuf take() {
        ByteBuf taken = buffer;
        if (taken != null) {
            usualBytes = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, taken.readableBytes()));
            buffer = null;
        }
        return taken;
    }

    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
