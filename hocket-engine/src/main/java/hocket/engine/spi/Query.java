package hocket.engine.spi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a URL, read in place: most of what is asked of it is one parameter. Stateless. */
final class Query {
    private Query() {}

    /** The value of the first parameter of that name, decoded; null if there is none. */
    static @Nullable String first(String url, String name) {
        for (int start = begin(url); start < url.length(); start = endOf(url, start) + 1) {
            int end = endOf(url, start);
            int nameEnd = nameEnd(url, start, end);
            if (end > start && isName(url, start, nameEnd, name)) {
                return value(url, nameEnd, end);
            }
        }
        return null;
    }

    /** All parameters, decoded, in order; of several with one name the first. */
    static Map<String, String> all(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int start = begin(url); start < url.length(); start = endOf(url, start) + 1) {
            int end = endOf(url, start);
            int nameEnd = nameEnd(url, start, end);
            if (end > start) {
                parameters.putIfAbsent(decode(url.substring(start, nameEnd)), value(url, nameEnd, end));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static int begin(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? url.length() : mark + 1;
    }

    private static int endOf(String url, int start) {
        int end = url.indexOf('&', start);
        return end < 0 ? url.length() : end;
    }

    private static int nameEnd(String url, int start, int end) {
        int equals = url.indexOf('=', start);
        return equals < 0 || equals > end ? end : equals;
    }

    private static boolean isName(String url, int start, int end, String name) {
        boolean plain = end - start == name.length() && url.startsWith(name, start);
        return isEncoded(url, start, end) ? decode(url.substring(start, end)).equals(name) : plain;
    }

    private static boolean isEncoded(String url, int start, int end) {
        for (int i = start; i < end; i++) {
            if (url.charAt(i) == '%' || url.charAt(i) == '+') {
                return true;
            }
        }
        return false;
    }

    private static String value(String url, int nameEnd, int end) {
        return nameEnd == end ? "" : decode(url.substring(nameEnd + 1, end));
    }

    /** Percent-decoded; as it stands where that is malformed. */
    private static String decode(String text) {
        if (!isEncoded(text, 0, text.length())) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
