package hocket.benchmarks.load;

import java.nio.ByteBuffer;

/** The buffer that every link reads into in its turn. */
final class Scratch {
    private static final int READ_BYTES = 256 * 1024;

    private byte[] bytes = new byte[2 * READ_BYTES];

    /** The room behind those bytes, with which {@link #bytes} then begins. */
    ByteBuffer after(byte[] before) {
        if (bytes.length < before.length + READ_BYTES) {
            bytes = new byte[2 * (before.length + READ_BYTES)];
        }
        System.arraycopy(before, 0, bytes, 0, before.length);
        return ByteBuffer.wrap(bytes, before.length, bytes.length - before.length);
    }

    byte[] bytes() {
        return bytes;
    }
}
