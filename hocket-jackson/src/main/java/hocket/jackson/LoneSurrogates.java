package hocket.jackson;

/** Halves of a surrogate pair that stand alone, which UTF-8 cannot hold. */
final class LoneSurrogates {
    private LoneSurrogates() {}

    /** JSON text in which each stands as an escape, as {@code JSON.stringify} writes it. */
    static String escape(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i))) {
                return escapeFrom(json, i);
            }
        }
        return json;
    }

    private static String escapeFrom(String json, int from) {
        StringBuilder escaped = new StringBuilder(json.length() + 16).append(json, 0, from);
        int i = from;
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
