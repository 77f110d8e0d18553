package hocket.engine;

/**
 * Compression of polling responses with gzip or deflate, where the client accepts it.
 *
 * @param thresholdBytes a body of fewer bytes is not compressed; default 1024
 */
public record HttpCompression(int thresholdBytes) {
    /** From 1024 bytes on. */
    public static final HttpCompression DEFAULT = new HttpCompression(1024);

    /** Checks the range. */
    public HttpCompression {
        if (thresholdBytes < 0) {
            throw new IllegalArgumentException("thresholdBytes must be 0 or more, not " + thresholdBytes);
        }
    }
}
