package hocket.netty;

/** Checks UTF-8 (RFC 3629 §4): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    /** What {@link #check} answers for bytes that no continuation can make valid. */
    static final int MALFORMED = -1;

    private Utf8() {}

    /**
     * Checks the bytes from {@code from} to {@code to}.
     *
     * @return where the last whole character ends, which is {@code to} unless one is cut off; or {@link #MALFORMED}
     */
    static int check(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = skipAscii(bytes, at, to);
                continue;
            }
            if (at <= to - Integer.BYTES) {
                int whole = wholeLength(Words.getInt(bytes, at));
                if (whole > 0) {
                    at += whole;
                    continue;
                }
            }
            int length = length(bytes[at] & 0xff);
            if (length == 0) {
                return MALFORMED;
            }
            int there = Math.min(length, to - at);
            for (int i = 1; i < there; i++) {
                if ((bytes[at + i] & 0xc0) != 0x80) {
                    return MALFORMED;
                }
            }
            if (there > 1 && !isSecondAllowed(bytes[at] & 0xff, bytes[at + 1] & 0xff)) {
                return MALFORMED;
            }
            if (there < length) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** The length of the character that a word begins with, by its lowest byte; 0 for one that needs a closer look. */
    private static int wholeLength(int word) {
        int first = word & 0xff;
        if (first >= 0xe1 && first <= 0xec) {
            return (word & 0xc0c000) == 0x808000 ? 3 : 0;
        }
        if (first >= 0xc2 && first <= 0xdf) {
            return (word & 0xc000) == 0x8000 ? 2 : 0;
        }
        if (first == 0xf0) {
            return (word & 0xc0c0c000) == 0x80808000 && isSecondAllowed(first, (word >>> Byte.SIZE) & 0xff) ? 4 : 0;
        }
        return 0;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long high = Words.getLong(bytes, at) & Words.HIGH_BITS;
            if (high != 0) {
                return at + Long.numberOfTrailingZeros(high) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int length(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 3;
        }
        return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    }

    private static boolean isSecondAllowed(int first, int second) {
        return switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }
}
