package hocket.jackson;

/** Where the characters of a text lie in its UTF-8; asked for in ascending order, linear in all. */
final class ByteOffsets {
    private final String text;
    private int character;
    private int offset;

    ByteOffsets(String text) {
        this.text = text;
    }

    /** The byte at which that character begins. */
    int of(int wanted) {
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
