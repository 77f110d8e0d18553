package hocket.netty;

import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a client (RFC 6455 §5.2) out of whatever pieces their bytes come in. It knows headers, and leaves
 * to a {@link MessageReader} what may follow what. Belongs to the lane of its connection.
 */
final class FrameReader {
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int MAX_HEADER_BYTES = 14;
    private static final int MASK_BYTES = 4;

    private final MessageReader messages;
    private byte @Nullable [] cut; // lane: the beginning of a header whose end has not come
    private int cutBytes; // lane
    private int mask; // lane: for the payload's next bytes
    private int left; // lane: of the payload, to come
    private boolean over; // lane

    FrameReader(MessageReader messages) {
        this.messages = messages;
    }

    /**
     * Takes the bytes that have come, and keeps none of the array.
     *
     * @throws WebSocketViolation at the first byte that no rule allows; nothing is read afterwards
     */
    void read(byte[] bytes, int from, int to) throws WebSocketViolation {
        int at = from;
        while (at < to && !over) {
            if (left == 0) {
                at = cut == null ? readHeader(bytes, at, to) : completeHeader(cut, bytes, at, to);
                if (cut != null) {
                    return;
                }
            }
            int piece = Math.min(left, to - at);
            left -= piece;
            messages.payload(bytes, at, at + piece, mask, left);
            mask = Mask.after(mask, piece);
            at += piece;
        }
    }

    /** What comes is of no interest any more. */
    void end() {
        over = true;
        cut = null;
        messages.end();
    }

    private int readHeader(byte[] bytes, int from, int to) throws WebSocketViolation {
        int length = header(bytes, from, to - from);
        if (length > 0) {
            return from + length;
        }
        byte[] beginning = new byte[MAX_HEADER_BYTES];
        cutBytes = to - from;
        System.arraycopy(bytes, from, beginning, 0, cutBytes);
        cut = beginning;
        return to;
    }

    private int completeHeader(byte[] beginning, byte[] bytes, int from, int to) throws WebSocketViolation {
        int more = Math.min(MAX_HEADER_BYTES - cutBytes, to - from);
        System.arraycopy(bytes, from, beginning, cutBytes, more);
        int length = header(beginning, 0, cutBytes + more);
        if (length > 0) {
            cut = null;
            return from + length - cutBytes;
        }
        cutBytes += more;
        return to;
    }

    /**
     * Reads a header as far as it has come, and refuses it as early as can be.
     *
     * @return its length; 0 if it is not complete
     */
    private int header(byte[] bytes, int at, int available) throws WebSocketViolation {
        int head = bytes[at] & 0xff;
        messages.checkHead(head);
        if (available < 2) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        if (second < MASKED) {
            throw WebSocketViolation.protocol("a client masks its frames");
        }
        int size = second - MASKED;
        int maskAt = size < SHORT_LENGTH ? 2 : size == SHORT_LENGTH ? 4 : 10;
        if (available < maskAt) {
            return 0;
        }
        long length = size < SHORT_LENGTH ? size : longLength(bytes, at + 2, size);
        messages.checkLength(head, length);
        if (available < maskAt + MASK_BYTES) {
            return 0;
        }
        mask = Mask.read(bytes, at + maskAt);
        left = (int) length; // no limit is above that
        messages.begin(head);
        return maskAt + MASK_BYTES;
    }

    private static long longLength(byte[] bytes, int at, int size) throws WebSocketViolation {
        boolean isShort = size == SHORT_LENGTH;
        long length = isShort
                ? (bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff)
                : Long.reverseBytes(Words.getLong(bytes, at));
        if (length < 0) {
            throw WebSocketViolation.protocol("a length has 63 bits at most");
        }
        if (length < (isShort ? SHORT_LENGTH : 1 << Short.SIZE)) {
            throw WebSocketViolation.protocol("a length takes as few bytes as it can");
        }
        return length;
    }
}
