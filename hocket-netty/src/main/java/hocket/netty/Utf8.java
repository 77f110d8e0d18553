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
