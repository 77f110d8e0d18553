package hocket.jackson;

/** Halves of a surrogate pair that stand alone, which UTF-8 cannot hold. */
final class LoneSurrogates {
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

    /** JSON text in which each stands as an escape, as {@code JSON.stringify} writes it. */
    static String escape(String json) {
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
}
