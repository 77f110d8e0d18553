package hocket.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the two wire formats need to know about UTF-8. */
final class Utf8 {
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    /** As {@link String#getBytes}, but a lone surrogate becomes U+FFFD, as in JavaScript, and not a question mark. */
    static byte[] encode(String text) {
        int lone = firstLoneSurrogate(text, 0);
        if (lone < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteSink sink = new ByteSink(text.length() + 16);
        int from = 0;
        while (lone >= 0) {
            sink.write(text.substring(from, lone).getBytes(StandardCharsets.UTF_8));
            sink.write(REPLACEMENT);
            from = lone + 1;
            lone = firstLoneSurrogate(text, from);
        }
        sink.write(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return sink.toSlice().toByteArray();
    }

    private static int firstLoneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the bytes are UTF-8: no overlong forms, no surrogates (RFC 3629, section 3). */
    static boolean isValid(ByteSlice bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The length of valid UTF-8 in UTF-16 code units, which is how JavaScript counts a string. */
    static int utf16Length(ByteSlice utf8) {
        int units = 0;
        for (int i = 0; i < utf8.length(); i++) {
            units += utf16Units(utf8.at(i));
        }
        return units;
    }

    /** How many UTF-16 code units the character whose UTF-8 begins with this byte has; 0 for a byte inside one. */
    static int utf16Units(byte b) {
        if ((b & 0xC0) == 0x80) {
            return 0;
        }
        return (b & 0xF8) == 0xF0 ? 2 : 1;
    }
}
