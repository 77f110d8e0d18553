package hocket.client;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;

/** Names and values as they stand in a query. Stateless. */
final class UriText {
    private UriText() {}

    /** {@code a=b&c=d}, in UTF-8, with {@code %20} for a space. */
    static String query(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.length() == 0 ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return text.toString();
    }

    private static String encode(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8").replace("+", "%20"); // by name: Android 26 has no other
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
