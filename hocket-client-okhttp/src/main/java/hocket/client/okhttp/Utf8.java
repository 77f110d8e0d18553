package hocket.client.okhttp;

/** Checks UTF-8 that comes in pieces (RFC 3629 §4): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private static final int FIRST_CONTINUATION = 0x80;
    private static final int LAST_CONTINUATION = 0xbf;

    private int missing; // reader thread: continuation bytes of the present character
    private int lowest = FIRST_CONTINUATION; // reader thread: of the next continuation byte
    private int highest = LAST_CONTINUATION; // reader thread: of the next continuation byte

    /** Whether the bytes may follow those before. */
    boolean take(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            if (missing == 0 ? b >= 0x80 && !begin(b) : !goOn(b)) {
                return false;
            }
        }
        return true;
    }

    private boolean begin(int b) {
        if (b < 0xc2 || b > 0xf4) {
            return false;
        }
        missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : FIRST_CONTINUATION;
        highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : LAST_CONTINUATION;
        return true;
    }

    private boolean goOn(int b) {
        boolean fits = b >= lowest && b <= highest;
        missing--;
        lowest = FIRST_CONTINUATION;
        highest = LAST_CONTINUATION;
        return fits;
    }

    /** Whether no character is cut off at the end. */
    boolean isWhole() {
        return missing == 0;
    }
}
