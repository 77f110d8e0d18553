package hocket.core.spi;

import hocket.core.ByteSlice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Halves of a surrogate pair that stand alone, which UTF-8 cannot hold. */
public final class LoneSurrogates {
    private LoneSurrogates() {}

    static boolean isAnyIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** The same JSON with an escape for each that stands in it as it is, as {@code JSON.stringify} writes it. */
    public static String escape(String json) {
        return isAnyIn(json) ? escapeAll(json) : json;
    }

    private static String escapeAll(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int i = 0;
        while (i < json.length()) {
            int codePoint = json.codePointAt(i);
            if (Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint)) {
                escaped.append("\\u").append(Integer.toHexString(codePoint));
            } else {
                escaped.appendCodePoint(codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return escaped.toString();
    }

    /**
     * The same JSON, of the same length, with U+FFFD for each that is escaped; null if there is none. For libraries that
     * refuse one in a name, which {@code JSON.parse} takes.
     */
    public static @Nullable ByteSlice replaced(ByteSlice json) {
        byte[] copy = json.toByteArray();
        boolean changed = false;
        int i = 0;
        while (i < copy.length - 1) {
            if (copy[i] != '\\') {
                i++;
            } else if (copy[i + 1] != 'u') {
                i += 2;
            } else if (Character.isHighSurrogate(unit(copy, i)) && isLowSurrogate(copy, i + 6)) {
                i += 12;
            } else {
                if (Character.isSurrogate(unit(copy, i))) {
                    System.arraycopy(JsonText.ascii("\\ufffd"), 0, copy, i, 6);
                    changed = true;
                }
                i += 6;
            }
        }
        return changed ? ByteSlice.of(copy) : null;
    }

    private static boolean isLowSurrogate(byte[] json, int at) {
        return at + 6 <= json.length
                && json[at] == '\\'
                && json[at + 1] == 'u'
                && Character.isLowSurrogate(unit(json, at));
    }

    /** The UTF-16 code unit whose escape stands there. */
    private static char unit(byte[] json, int at) {
        return (char) Integer.parseInt(new String(json, at + 2, 4, StandardCharsets.US_ASCII), 16);
    }
}
