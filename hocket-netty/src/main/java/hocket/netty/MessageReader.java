package hocket.netty;

import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketSettings;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of frames (RFC 6455 §5.4 to §5.6): which frame may follow which, how large a message may be, inflating
 * and UTF-8. Per frame a {@link FrameReader} calls {@link #checkHead} and {@link #checkLength} as early as it can and more
 * than once if the header is cut, then {@link #begin}, then {@link #payload} until nothing is left. Belongs to the lane of
 * its connection.
 */
final class MessageReader {
    private static final int MAX_CONTROL_BYTES = 125; // RFC 6455 §5.5
    private static final int STATUS_BYTES = 2;

    private final WebSocketSettings settings;
    private final Sink sink;
    private final @Nullable Inflate inflate; // null unless permessage-deflate was agreed on
    private int head; // lane: the first byte of the present frame
    private boolean muted; // lane: nobody wants messages any more
    private @Nullable PartialMessage message; // lane: null unless its end has not come
    private @Nullable MessageBuffer control; // lane: null unless a ping or close frame has come in part

    MessageReader(WebSocketSettings settings, Sink sink, @Nullable Inflate inflate) {
        this.settings = settings;
        this.sink = sink;
        this.inflate = inflate;
    }

    /** Takes what has come, in order. */
    interface Sink {
        /** A whole message; text is valid UTF-8. The bytes are the taker's. */
        void onMessage(boolean binary, ByteSlice payload);

        /** A ping, to be answered with the same payload. */
        void onPing(ByteSlice payload);

        /** A close frame with a status that a client may send, or {@link WebSocketChannel#NO_STATUS}. */
        void onClose(int status);
    }

    /** From now on only pings and the close frame are told. */
    void mute() {
        muted = true;
        message = null;
    }

    /** Frees what is held for a message that is not going to end. */
    void end() {
        mute();
        control = null;
        if (inflate != null) {
            inflate.end();
        }
    }

    /** Whether a frame that begins with that byte may come now. */
    void checkHead(int head) throws WebSocketViolation {
        int opcode = Opcode.of(head);
        boolean begins = opcode == Opcode.TEXT || opcode == Opcode.BINARY;
        if ((head & Opcode.RESERVED_BITS & ~(begins && inflate != null ? Opcode.RSV1 : 0)) != 0) {
            throw WebSocketViolation.protocol("a reserved bit is set that no extension has a meaning for");
        }
        if (!Opcode.isKnown(head)) {
            throw WebSocketViolation.protocol("a frame has an opcode that is not reserved");
        }
        if (Opcode.isControl(head)) {
            if ((head & Opcode.FIN) == 0) {
                throw WebSocketViolation.protocol("a control frame is not fragmented");
            }
        } else if (!muted) {
            checkOrder(begins);
        }
    }

    private void checkOrder(boolean begins) throws WebSocketViolation {
        PartialMessage present = message;
        if (begins) {
            if (present != null) {
                throw WebSocketViolation.protocol("a message does not begin inside another");
            }
        } else if (present == null) {
            throw WebSocketViolation.protocol("a continuation without a beginning");
        } else if (present.frames >= settings.maxFragments()) {
            throw WebSocketViolation.policy("a message has at most " + settings.maxFragments() + " frames");
        }
    }

    /** Whether the frame that begins with that byte may be so long. */
    void checkLength(int head, long length) throws WebSocketViolation {
        if (Opcode.isControl(head)) {
            if (length > MAX_CONTROL_BYTES) {
                throw WebSocketViolation.protocol("a control frame has at most " + MAX_CONTROL_BYTES + " bytes");
            }
        } else if (length > maxBytes(head)) {
            throw tooBig();
        }
    }

    private int maxBytes(int head) {
        PartialMessage present = message;
        boolean compressed = present == null ? (head & Opcode.RSV1) != 0 : present.compressed;
        if (compressed && inflate != null) {
            return inflate.maxContentBytes();
        }
        return settings.maxMessageBytes() - (present == null ? 0 : present.payload.size());
    }

    private WebSocketViolation tooBig() {
        return WebSocketViolation.tooBig("a message has at most " + settings.maxMessageBytes() + " bytes");
    }

    /** A frame that was checked begins. */
    void begin(int newHead) {
        head = newHead;
        if (message != null && !Opcode.isControl(newHead)) {
            message.frames++;
        }
    }

    /**
     * Takes what has come of the frame's payload.
     *
     * @param left the bytes of the frame that are to come
     */
    void payload(byte[] bytes, int from, int to, int mask, int left) throws WebSocketViolation {
        if (Opcode.isControl(head)) {
            control(bytes, from, to, mask, left);
        } else if (!muted) {
            if (message == null && left == 0 && (head & (Opcode.FIN | Opcode.RSV1)) == Opcode.FIN) {
                whole(bytes, from, to, mask);
            } else if (from < to || left == 0) {
                part(bytes, from, to, mask, left);
            }
        }
    }

    /** Nearly every message: one frame, in one piece. */
    private void whole(byte[] bytes, int from, int to, int mask) throws WebSocketViolation {
        byte[] payload = new byte[to - from];
        boolean ascii = Mask.remove(mask, bytes, from, payload, 0, payload.length);
        boolean binary = Opcode.of(head) == Opcode.BINARY;
        if (!ascii && !binary && Utf8.check(payload, 0, payload.length) != payload.length) {
            throw WebSocketViolation.data("a text message is UTF-8");
        }
        sink.onMessage(binary, ByteSlice.of(payload));
    }

    private void part(byte[] bytes, int from, int to, int mask, int left) throws WebSocketViolation {
        PartialMessage present = message == null ? new PartialMessage(head) : message;
        message = present;
        MessageBuffer payload = present.payload;
        boolean lastFrame = (head & Opcode.FIN) != 0;
        boolean last = lastFrame && left == 0;
        int before = payload.size();
        boolean ascii = false;
        if (present.compressed) {
            inflate(bytes, from, to, mask, last, payload);
        } else {
            ascii = payload.append(mask, bytes, from, to, lastFrame ? left : -1);
        }
        present.check(ascii, payload.size() - before, last);
        if (last) {
            message = null;
            sink.onMessage(present.binary, payload.toSlice());
        }
    }

    private void inflate(byte[] bytes, int from, int to, int mask, boolean last, MessageBuffer payload)
            throws WebSocketViolation {
        byte[] content = new byte[to - from];
        Mask.remove(mask, bytes, from, content, 0, content.length);
        try {
            if (inflate != null && !inflate.append(content, last, payload)) {
                throw tooBig();
            }
        } catch (DataFormatException e) {
            throw WebSocketViolation.data("a compressed message can be inflated");
        }
    }

    private void control(byte[] bytes, int from, int to, int mask, int left) throws WebSocketViolation {
        int opcode = Opcode.of(head);
        if (opcode == Opcode.PONG) {
            return;
        }
        MessageBuffer payload = control == null ? new MessageBuffer() : control;
        payload.append(mask, bytes, from, to, left);
        if (left > 0) {
            control = payload;
            return;
        }
        control = null;
        if (opcode == Opcode.PING) {
            sink.onPing(payload.toSlice());
        } else {
            sink.onClose(status(payload.array(), payload.size()));
        }
    }

    /** RFC 6455 §5.5.1 and §7.4. */
    private static int status(byte[] payload, int length) throws WebSocketViolation {
        if (length == 0) {
            return WebSocketChannel.NO_STATUS;
        }
        if (length < STATUS_BYTES) {
            throw WebSocketViolation.protocol("a close frame has no byte, or a status of two");
        }
        int status = (payload[0] & 0xff) << Byte.SIZE | (payload[1] & 0xff);
        boolean registered = (status >= 1000 && status <= 1003) || (status >= 1007 && status <= 1014);
        if (!registered && (status < 3000 || status > 4999)) {
            throw WebSocketViolation.protocol("a close frame has a status that may be sent");
        }
        if (Utf8.check(payload, STATUS_BYTES, length) != length) {
            throw WebSocketViolation.data("the reason of a close frame is UTF-8");
        }
        return status;
    }
}
