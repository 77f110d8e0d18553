package hocket.client.netty;

import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of data frames. Netty's decoder has seen to what may follow what, and to the size of each frame; here the
 * limit of a whole message and UTF-8 are checked (RFC 6455 §5.6, §8.1). Belongs to the lane.
 */
final class MessageReader {
    private static final int COMPRESSED = 4; // RSV1

    private final WebSocketListener listener;
    private final Utf8 utf8;
    private final int maxBytes;
    private final @Nullable Inflate inflate;
    private @Nullable MessageBuffer partial; // lane: of a message in pieces, or compressed
    private boolean text; // lane: of the present message
    private boolean compressed; // lane: of the present message

    MessageReader(WebSocketListener listener, Utf8 utf8, int maxBytes, @Nullable Inflate inflate) {
        this.listener = listener;
        this.utf8 = utf8;
        this.maxBytes = maxBytes;
        this.inflate = inflate;
    }

    /** Takes a frame of data; does not release it. */
    void read(WebSocketFrame frame) {
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        if (first) {
            text = frame instanceof TextWebSocketFrame;
            compressed = frame.rsv() == COMPRESSED;
        }
        if (frame.rsv() != 0 && !(first && compressed && inflate != null)) {
            throw violation(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits that were not agreed on: " + frame.rsv());
        }
        if (first && frame.isFinalFragment() && !compressed) {
            deliver(copy(frame.content(), maxBytes));
        } else {
            readPiece(frame);
        }
    }

    private void readPiece(WebSocketFrame frame) {
        MessageBuffer message = partial == null ? new MessageBuffer(maxBytes) : partial;
        partial = message;
        if (compressed && inflate != null) {
            inflate(inflate, frame, message);
        } else {
            append(frame.content(), message);
        }
        if (frame.isFinalFragment()) {
            partial = null;
            deliver(message.toSlice());
        }
    }

    private void inflate(Inflate inflater, WebSocketFrame frame, MessageBuffer message) {
        try {
            if (!inflater.append(ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment(), message)) {
                throw tooLong();
            }
        } catch (DataFormatException e) {
            throw violation(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not deflated: " + e.getMessage());
        }
    }

    private void append(ByteBuf content, MessageBuffer message) {
        int length = content.readableBytes();
        if (length > message.free()) {
            throw tooLong();
        }
        message.reserve(length);
        content.getBytes(content.readerIndex(), message.array(), message.size(), length);
        message.advance(length);
    }

    private ByteSlice copy(ByteBuf content, int mostBytes) {
        int length = content.readableBytes();
        if (length > mostBytes) {
            throw tooLong();
        }
        byte[] bytes = new byte[length];
        content.getBytes(content.readerIndex(), bytes);
        return ByteSlice.of(bytes);
    }

    private void deliver(ByteSlice message) {
        if (!text) {
            listener.onBinary(message);
        } else if (utf8.isValid(message.array(), message.length())) {
            listener.onText(message);
        } else {
            throw violation(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a text message that is not UTF-8");
        }
    }

    private CorruptedWebSocketFrameException tooLong() {
        return violation(WebSocketCloseStatus.MESSAGE_TOO_BIG, "too long");
    }

    private static CorruptedWebSocketFrameException violation(WebSocketCloseStatus status, String what) {
        return new CorruptedWebSocketFrameException(status, what, null);
    }

    /** Nothing more will be read. */
    void end() {
        partial = null;
        if (inflate != null) {
            inflate.end();
        }
    }
}
