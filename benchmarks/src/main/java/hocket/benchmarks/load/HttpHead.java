package hocket.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little that must be known of the head of a response. */
final class HttpHead {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");

    private HttpHead() {}

    /** Where the body begins; -1 if the head is not whole. */
    static int end(byte[] bytes, int from, int length) {
        for (int i = from; i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    static int status(byte[] bytes) {
        return Integer.parseInt(new String(bytes, "HTTP/1.1 ".length(), 3, StandardCharsets.ISO_8859_1));
    }

    /** The length of the body; -1 if it is not told. */
    static int contentLength(byte[] bytes, int end) {
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        Matcher length = CONTENT_LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : -1;
    }
}
