package hocket.engine.spi;

import hocket.core.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A head that is kept for long and looked at seldom: URL, address, name, value, name, value, … in one array of bytes, where
 * the names that most requests have are one byte each. Immutable.
 */
final class PackedHead implements Head {
    /** What none of them holds: each is as {@link HttpHeaders#isValidValue} says. */
    private static final byte END = '\n';

    /** Begins no other name. */
    private static final int COMMON_BIT = Byte.MIN_VALUE;

    /** As browsers and clients spell them; 128 at most. */
    private static final List<String> COMMON = List.of(
            "Host",
            "Connection",
            "Upgrade",
            "User-Agent",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Cache-Control",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Origin",
            "Pragma",
            "Referer",
            "Sec-Fetch-Dest",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Site",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Version",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Real-IP");

    private final byte[] bytes;

    private PackedHead(Head head) {
        ByteSink sink = new ByteSink(256);
        write(sink, head.url());
        write(sink, head.remoteAddress());
        head.headers().forEach((name, value) -> {
            writeName(sink, name);
            write(sink, value);
        });
        bytes = sink.toSlice().toByteArray();
    }

    /** The head, smaller; or itself, if it holds what no head of a sound request does. */
    static Head of(Head head) {
        boolean packable = HttpHeaders.isValidValue(head.url()) && HttpHeaders.isValidValue(head.remoteAddress());
        return packable ? new PackedHead(head) : head;
    }

    private static void writeName(ByteSink sink, String name) {
        int common = COMMON.indexOf(name);
        if (common < 0) {
            write(sink, name);
        } else {
            sink.write(COMMON_BIT | common);
            sink.write(END);
        }
    }

    private static void write(ByteSink sink, String text) {
        sink.write(text.getBytes(StandardCharsets.ISO_8859_1));
        sink.write(END);
    }

    @Override
    public String url() {
        return text(0, endOf(0));
    }

    @Override
    public String remoteAddress() {
        int start = endOf(0) + 1;
        return text(start, endOf(start));
    }

    /** Made anew each time. */
    @Override
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        int name = endOf(endOf(0) + 1) + 1;
        while (name < bytes.length) {
            int value = endOf(name) + 1;
            int end = endOf(value);
            headers.add(name(name, value - 1), text(value, end));
            name = end + 1;
        }
        return headers;
    }

    private String name(int start, int end) {
        return bytes[start] < 0 ? COMMON.get(bytes[start] & ~COMMON_BIT) : text(start, end);
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private int endOf(int start) {
        int end = start;
        while (bytes[end] != END) {
            end++;
        }
        return end;
    }
}
