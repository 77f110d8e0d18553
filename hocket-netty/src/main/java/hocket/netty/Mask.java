package hocket.netty;

/** The masking of a client's payloads (RFC 6455 §5.3). A mask is an int whose lowest byte is for the next byte. */
final class Mask {
    private Mask() {}

    /** The mask in the four bytes from {@code at}. */
    static int read(byte[] bytes, int at) {
        return Words.getInt(bytes, at);
    }

    /** The mask for what follows after so many bytes. */
    static int after(int mask, int bytes) {
        return Integer.rotateRight(mask, bytes << 3);
    }

    /**
     * Copies masked bytes from one array to another and takes the mask off on the way.
     *
     * @return whether all of them are ASCII without it
     */
    static boolean remove(int mask, byte[] from, int at, byte[] to, int into, int length) {
        return length < Long.BYTES
                ? removeByBytes(mask, from, at, to, into, length)
                : removeByWords(mask, from, at, to, into, length);
    }

    private static boolean removeByBytes(int mask, byte[] from, int at, byte[] to, int into, int length) {
        int seen = 0;
        for (int i = 0; i < length; i++) {
            byte b = (byte) (from[at + i] ^ (mask >>> (i << 3)));
            to[into + i] = b;
            seen |= b;
        }
        return seen >= 0;
    }

    private static boolean removeByWords(int mask, byte[] from, int at, byte[] to, int into, int length) {
        long wide = ((long) mask << Integer.SIZE) | (mask & 0xffffffffL);
        long seen = 0;
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            long word = Words.getLong(from, at + i) ^ wide;
            Words.setLong(to, into + i, word);
            seen |= word;
        }
        // the last word ends with the last byte, and may begin among those that are done already
        long word = Words.getLong(from, at + last) ^ Long.rotateRight(wide, last << 3);
        Words.setLong(to, into + last, word);
        return ((seen | word) & Words.HIGH_BITS) == 0;
    }
}
