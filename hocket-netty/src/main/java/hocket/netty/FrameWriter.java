package hocket.netty;

import hocket.engine.spi.WebSocketChannel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Frames as a server sends them: final and not masked (RFC 6455 §5.2). */
final class FrameWriter {
    static final int MAX_HEADER_BYTES = 10;

    private static final int STATUS_BYTES = 2;

    private FrameWriter() {}

    /** With one or two writes: each checks the buffer. */
    static void writeHeader(ByteBuf buffer, int opcode, int length) {
        int first = (Opcode.FIN | opcode) << Byte.SIZE;
        if (length <= 125) {
            buffer.writeShort(first | length);
        } else if (length <= 0xffff) {
            buffer.writeInt((first | 126) << Short.SIZE | length);
        } else {
            buffer.writeShort(first | 127).writeLong(length);
        }
    }

    /** A close frame with that status, or without one for {@link WebSocketChannel#NO_STATUS}. */
    static ByteBuf closeFrame(int status) {
        ByteBuf frame = Unpooled.buffer(2 + STATUS_BYTES);
        boolean bare = status == WebSocketChannel.NO_STATUS;
        writeHeader(frame, Opcode.CLOSE, bare ? 0 : STATUS_BYTES);
        return bare ? frame : frame.writeShort(status);
    }
}
