package hocket.core.spi;

/**
 * Where the characters of a text lie in its UTF-8, for a parser that counts characters. Asked for in ascending order it is
 * linear in all. Not safe for use by several threads.
 */
public final class ByteOffsets {
    private final String text;
    private int character;
    private int offset;

    /** Of that text, whose surrogates are all in pairs. */
    public ByteOffsets(String text) {
        this.text = text;
    }

    /** The byte at which that character (a UTF-16 code unit) begins; never less than asked for before. */
    public int of(int wanted) {
        for (; character < wanted; character++) {
            offset += bytes(text.charAt(character));
        }
        return offset;
    }

    /** Half of the four bytes of a pair for each surrogate. */
    private static int bytes(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
