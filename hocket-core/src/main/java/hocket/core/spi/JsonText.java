package hocket.core.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What stands between the quotation marks of JSON strings that have been checked. */
final class JsonText {
    private static final int HEX_DIGITS = 4;
    private static final String ESCAPES = "\"\"\\\\//b\bf\fn\nr\rt\t";
    /** The bytes that cannot stand for themselves in a string: the quotation mark, the backslash, control characters. */
    private static final boolean[] SPECIAL = new boolean[256];

    /** From here on eight bytes at a time are worth the view of them that it takes. */
    private static final int LONG = 512;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    static {
        Arrays.fill(SPECIAL, 0, ' ', true);
        SPECIAL['"'] = true;
        SPECIAL['\\'] = true;
    }

    private JsonText() {}

    /** Where the first byte lies that cannot stand for itself in a string; {@code to} if none does. */
    static int plainEnd(byte[] bytes, int from, int to) {
        int near = Math.min(to, from + LONG);
        int at = plainEndByBytes(bytes, from, near);
        return at < near || at == to ? at : plainEndByBytes(bytes, skipPlainWords(bytes, near, to), to);
    }

    private static int plainEndByBytes(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !SPECIAL[bytes[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** Behind all words of eight bytes without a special one. */
    private static int skipPlainWords(byte[] bytes, int from, int to) {
        ByteBuffer words = words(bytes);
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = words.getLong(at);
            long special = below(word, ' ') | zeros(word ^ '"' * ONES) | zeros(word ^ '\\' * ONES);
            if ((special & ~word & HIGH_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** Whether that ASCII character is among the bytes. */
    static boolean contains(byte[] bytes, char ascii) {
        int at = bytes.length < LONG ? 0 : skipWordsWithout(bytes, ascii);
        while (at < bytes.length && bytes[at] != ascii) {
            at++;
        }
        return at < bytes.length;
    }

    /** Behind all words of eight bytes without that character. */
    private static int skipWordsWithout(byte[] bytes, char ascii) {
        ByteBuffer words = words(bytes);
        int at = 0;
        while (at <= bytes.length - Long.BYTES) {
            long word = words.getLong(at);
            if ((zeros(word ^ ascii * ONES) & ~word & HIGH_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** The bytes taken eight at a time, without a VarHandle, which Android lacks before API 33. */
    private static ByteBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** With the high bit in each byte that is below the limit; bytes that had it before, or are above one of these, may too. */
    private static long below(long word, int limit) {
        return word - limit * ONES;
    }

    private static long zeros(long word) {
        return below(word, 1);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String string(byte[] utf8, int from, int to, boolean escaped) {
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        return escaped ? unescape(text) : text;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.charAt(++i) == 'u') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 1 + HEX_DIGITS), 16));
                i += HEX_DIGITS;
            } else {
                plain.append(ESCAPES.charAt(ESCAPES.indexOf(text.charAt(i)) + 1));
            }
        }
        return plain.toString();
    }
}
