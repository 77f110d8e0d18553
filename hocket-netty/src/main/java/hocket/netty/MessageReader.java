package hocket.netty;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketSettings;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Joins the frames of a message, inflates them, and checks what Netty's frame decoder does not. Belongs to the lane of its
 * connection.
 */
final class MessageReader {
    private static final int RSV1 = 4; // the message is compressed (RFC 7692 §6)

    private final WebSocketSettings settings;
    private final @Nullable Inflate inflate; // null unless permessage-deflate was agreed on
    private @Nullable ByteSink message; // lane: the frames so far
    private boolean binary; // lane
    private boolean compressed; // lane
    private int fragments; // lane
    private int checkedBytes; // lane: so much of a text is known to be UTF-8

    MessageReader(WebSocketSettings settings, @Nullable Inflate inflate) {
        this.settings = settings;
        this.inflate = inflate;
    }

    /** The reserved bits that such a frame may have set. */
    int allowedBits(boolean begins) {
        return inflate != null && begins ? RSV1 : 0;
    }

    /** Whether the message of the last frame is binary. */
    boolean isBinary() {
        return binary;
    }

    /**
     * Takes a text, binary or continuation frame.
     *
     * @return the whole message if this was the last of its frames, else null
     * @throws CorruptedWebSocketFrameException if a rule is broken; it bears the status to close with
     */
    @Nullable
    ByteSlice read(WebSocketFrame frame) {
        int length = frame.content().readableBytes();
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
            compressed = frame.rsv() == RSV1;
            fragments = 0;
            checkedBytes = 0;
            if (frame.isFinalFragment() && !compressed && length <= settings.maxMessageBytes()) {
                return whole(ByteSlice.of(bytesOf(frame)));
            }
            message = new ByteSink(Math.min(length, settings.maxMessageBytes()));
        }
        ByteSink parts = message;
        if (parts == null) {
            throw violation(WebSocketCloseStatus.PROTOCOL_ERROR, "a continuation without a beginning");
        }
        if (++fragments > settings.maxFragments()) {
            throw violation(
                    WebSocketCloseStatus.POLICY_VIOLATION,
                    "a message has at most " + settings.maxFragments() + " frames");
        }
        append(frame, parts);
        if (frame.isFinalFragment()) {
            message = null;
            return whole(parts.toSlice());
        }
        checkUtf8(parts.toSlice());
        return null;
    }

    private void append(WebSocketFrame frame, ByteSink parts) {
        ByteBuf content = frame.content();
        boolean fits;
        try {
            if (inflate != null && compressed) {
                fits = inflate.append(bytesOf(frame), frame.isFinalFragment(), parts);
            } else {
                fits = content.readableBytes() <= settings.maxMessageBytes() - parts.size();
                content.getBytes(content.readerIndex(), parts, fits ? content.readableBytes() : 0);
            }
        } catch (DataFormatException e) {
            throw violation(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a compressed message can be inflated");
        } catch (IOException e) {
            throw new UncheckedIOException("a sink in memory does not fail", e);
        }
        if (!fits) {
            throw violation(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG,
                    "a message has at most " + settings.maxMessageBytes() + " bytes");
        }
    }

    private ByteSlice whole(ByteSlice payload) {
        checkUtf8(payload);
        if (!binary && checkedBytes < payload.length()) {
            throw violation(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a text message does not end inside a character");
        }
        return payload;
    }

    /** Fails at the first byte of a text that cannot be UTF-8, before the rest has come. */
    private void checkUtf8(ByteSlice soFar) {
        if (binary) {
            return;
        }
        int end = Utf8.check(soFar.array(), soFar.offset() + checkedBytes, soFar.offset() + soFar.length());
        if (end == Utf8.MALFORMED) {
            throw violation(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a text message is UTF-8");
        }
        checkedBytes = end - soFar.offset();
    }

    private static byte[] bytesOf(WebSocketFrame frame) {
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().getBytes(frame.content().readerIndex(), bytes);
        return bytes;
    }

    private static CorruptedWebSocketFrameException violation(WebSocketCloseStatus status, String rule) {
        return new CorruptedWebSocketFrameException(status, rule);
    }

    /** Frees what is held for a message that is not going to end. */
    void end() {
        message = null;
        if (inflate != null) {
            inflate.end();
        }
    }
}
