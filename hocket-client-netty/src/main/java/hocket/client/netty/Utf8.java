package hocket.client.netty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8 (RFC 3629 §4), ASCII eight bytes at a time. Belongs to a lane. */
final class Utf8 {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // lane
    private final CharBuffer chars = CharBuffer.allocate(1024); // lane: what it holds is not looked at

    boolean isValid(byte[] bytes, int length) {
        int ascii = asciiLength(bytes, length);
        return ascii == length || decodes(ByteBuffer.wrap(bytes, ascii, length - ascii));
    }

    private static int asciiLength(byte[] bytes, int length) {
        int at = 0;
        while (at <= length - Long.BYTES && (Words.getLong(bytes, at) & Words.HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private boolean decodes(ByteBuffer in) {
        decoder.reset();
        while (true) {
            CoderResult result = decoder.decode(in, chars.clear(), true);
            if (!result.isOverflow()) {
                return !result.isError();
            }
        }
    }
}
