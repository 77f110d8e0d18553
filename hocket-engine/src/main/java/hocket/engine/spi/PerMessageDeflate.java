package hocket.engine.spi;

/**
 * How permessage-deflate (RFC 7692) is negotiated and used.
 *
 * @param thresholdBytes messages of fewer bytes are not compressed; default 1024
 * @param level 0 (none) to 9 (best); default 6
 * @param serverNoContextTakeover whether the server forgets its window after each message: less memory, less
 *     compression; default false
 * @param clientNoContextTakeover whether the client is asked to forget its window after each message; default false
 */
public record PerMessageDeflate(
        int thresholdBytes, int level, boolean serverNoContextTakeover, boolean clientNoContextTakeover) {
    /** The defaults of the reference. */
    public static final PerMessageDeflate DEFAULT = new PerMessageDeflate(1024, 6, false, false);

    /** Checks the ranges. */
    public PerMessageDeflate {
        if (thresholdBytes < 0 || level < 0 || level > 9) {
            throw new IllegalArgumentException(
                    "thresholdBytes must be 0 or more and level 0 to 9, not " + thresholdBytes + " and " + level);
        }
    }

    /** The same with another threshold. */
    public PerMessageDeflate thresholdBytes(int bytes) {
        return new PerMessageDeflate(bytes, level, serverNoContextTakeover, clientNoContextTakeover);
    }
}
