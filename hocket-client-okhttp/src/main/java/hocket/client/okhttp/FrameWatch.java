package hocket.client.okhttp;

import hocket.core.ProtocolException;

/**
 * Looks at the frames that a server sends before OkHttp does, which would take in a message of any size, and any bytes as
 * text. A message that is too large fails on its frame's header (RFC 6455 §5.2), before any of it is kept. All else that
 * can be wrong with a frame OkHttp sees itself. A compressed message counts as it came, and its text is not looked at.
 * Belongs to the thread that reads the WebSocket.
 */
final class FrameWatch {
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int FIRST_CONTROL = 8;

    private final int maxBytes;
    private final byte[] header = new byte[10]; // reader thread
    private int headerBytes; // reader thread: there so far
    private long rest; // reader thread: of the present frame's content
    private long messageBytes; // reader thread: of the present message, its present frame included
    private boolean isText; // reader thread: the present message is text that can be looked at
    private Utf8 utf8 = new Utf8(); // reader thread: of the present message
    private long goodBytes; // reader thread

    FrameWatch(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** How many bytes there were so far, until one came that OkHttp must not see. */
    long goodBytes() {
        return goodBytes;
    }

    /**
     * Takes what was read.
     *
     * @throws ProtocolException if OkHttp must not see the rest of it, beyond the {@link #goodBytes}
     */
    void take(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to) {
            if (rest > 0) {
                int length = (int) Math.min(rest, to - at);
                takeContent(bytes, at, at + length);
                at += length;
                goodBytes += length;
            } else {
                header[headerBytes++] = bytes[at++];
                takeHeader();
                goodBytes++;
            }
        }
    }

    private void takeHeader() throws ProtocolException {
        if (headerBytes < 2 || headerBytes < 2 + lengthBytes()) {
            return;
        }
        if ((header[1] & MASKED) != 0) {
            throw new ProtocolException("the server has masked a frame (RFC 6455 §5.1)");
        }
        rest = contentBytes();
        headerBytes = 0;
        if (isData()) {
            beginContent();
        }
        if (rest == 0) {
            endContent();
        }
    }

    private int lengthBytes() {
        int length = header[1] & ~MASKED;
        return length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
    }

    private long contentBytes() throws ProtocolException {
        if (lengthBytes() == 0) {
            return header[1] & ~MASKED;
        }
        long length = 0;
        for (int i = 2; i < 2 + lengthBytes(); i++) {
            length = (length << Byte.SIZE) | (header[i] & 0xff);
        }
        if (length < 0) {
            throw new ProtocolException("a frame of a negative length (RFC 6455 §5.2)");
        }
        return length;
    }

    private boolean isData() {
        return (header[0] & OPCODE) < FIRST_CONTROL;
    }

    private void beginContent() throws ProtocolException {
        int opcode = header[0] & OPCODE;
        if (opcode != CONTINUATION) {
            messageBytes = 0;
            isText = opcode == TEXT && (header[0] & COMPRESSED) == 0;
            utf8 = new Utf8();
        }
        if (rest > maxBytes - messageBytes) {
            throw new ProtocolException("a message has more than " + maxBytes + " bytes");
        }
        messageBytes += rest;
    }

    private void takeContent(byte[] bytes, int from, int to) throws ProtocolException {
        if (isText && isData() && !utf8.take(bytes, from, to)) {
            throw notUtf8();
        }
        rest -= to - from;
        if (rest == 0) {
            endContent();
        }
    }

    private void endContent() throws ProtocolException {
        if (isText && isData() && (header[0] & FIN) != 0 && !utf8.isWhole()) {
            throw notUtf8();
        }
    }

    private static ProtocolException notUtf8() {
        return new ProtocolException("a text message that is not UTF-8 (RFC 6455 §8.1)");
    }
}
