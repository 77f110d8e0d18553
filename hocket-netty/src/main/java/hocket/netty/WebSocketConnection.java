package hocket.netty;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.Lane;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.Timeout;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket side of one connection: hands on messages, answers pings and close frames, and writes frames into one
 * buffer per flush. Belongs to the lane of its session.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements WebSocketChannel {
    /** Up to here copying a payload behind its header beats a buffer of its own. */
    private static final int COPY_BYTES = 1024;

    private static final int OUT_BYTES = 256;
    private static final int NO_STATUS_IN_FRAME = -1;
    private static final int MAX_STATUS = 4999; // RFC 6455 §7.4.2

    private final WebSocketSettings settings;
    private final Lane lane;
    private final WebSocketListener listener;
    private final boolean deflate;
    private final MessageReader reader;
    private @Nullable ChannelHandlerContext ctx; // lane: null before the handler is added
    private @Nullable Timeout closeTimeout; // lane: as above
    private @Nullable WriteWatch writeWatch; // lane: as above
    private @Nullable ByteBuf out; // lane: frames that were sent and not flushed
    private boolean full; // lane: the listener will be told of room
    private boolean closeSent; // lane
    private boolean ended; // lane

    WebSocketConnection(WebSocketSettings settings, Lane lane, WebSocketListener listener, @Nullable Inflate inflate) {
        this.settings = settings;
        this.lane = lane;
        this.listener = listener;
        this.deflate = inflate != null;
        this.reader = new MessageReader(settings, inflate);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lane.assertInside();
        ctx = context;
        closeTimeout = lane.newTimeout(() -> Linger.cut(context));
        writeWatch = new WriteWatch(context.channel(), lane, settings.writeTimeout(), () -> {
            end(new IOException("the peer took nothing for " + settings.writeTimeout()));
            Linger.cut(context);
        });
        lane.atTurnEnd(this::flush);
        try {
            listener.onOpen(this);
        } catch (RuntimeException | StackOverflowError e) {
            exceptionCaught(context, e); // Netty would only take this handler out of the pipeline
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        try {
            if (!ended && received instanceof WebSocketFrame frame) {
                onFrame(frame);
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        lane.endTurn();
        flush();
    }

    private void onFrame(WebSocketFrame frame) {
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if ((frame.rsv() & ~reader.allowedBits(begins)) != 0) {
            fail(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set that no extension has a meaning for");
        } else if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else if (frame instanceof PingWebSocketFrame) {
            if (isWritable()) {
                append(OpCode.PONG, ByteSlice.copyOf(frame.content().nioBuffer()));
            }
        } else if (!closeSent && (begins || frame instanceof ContinuationWebSocketFrame)) {
            ByteSlice message = reader.read(frame); // what comes after our close frame is not wanted any more
            if (message != null) {
                listener.onMessage(reader.isBinary(), message);
            }
        }
    }

    /** The peer closes, or answers our close frame. */
    private void onClose(CloseWebSocketFrame frame) {
        ChannelHandlerContext context = context();
        int status = frame.statusCode();
        if (status > MAX_STATUS) { // Netty has checked all others
            fail(WebSocketCloseStatus.PROTOCOL_ERROR, "a status is 4999 at most");
        } else if (closeSent) {
            end(null);
            context.close();
        } else {
            closeSent = true;
            flush();
            end(null);
            Linger.close(context, lane, closeFrame(status), settings.closeTimeout());
        }
    }

    private void fail(WebSocketCloseStatus status, String rule) {
        if (ended) {
            return;
        }
        boolean silent = closeSent;
        closeSent = true;
        flush();
        end(new IOException(rule));
        ByteBuf lastWords = silent ? Unpooled.EMPTY_BUFFER : closeFrame(status.code());
        Linger.close(context(), lane, lastWords, settings.closeTimeout());
    }

    private void end(@Nullable Throwable error) {
        if (ended) {
            return;
        }
        ended = true;
        reader.end();
        if (closeTimeout != null) {
            closeTimeout.cancel();
        }
        if (writeWatch != null) {
            writeWatch.stop();
        }
        if (out != null) {
            out.release();
            out = null;
        }
        listener.onClosed(error);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            full = true;
        } else if (full) {
            lane.execute(this::tellWritable); // it may be a callback's own flush that has made room
        }
    }

    private void tellWritable() {
        if (full && isWritable()) {
            full = false;
            listener.onWritable();
            flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(null);
        lane.endTurn();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Connections.FINISH && !closeSent && !ended) {
            close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE.code());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(corrupted.closeStatus(), String.valueOf(corrupted.getMessage()));
        } else {
            end(cause instanceof IOException ? null : cause); // a reset is the peer's way to leave
            context.close();
        }
    }

    @Override
    public void send(Frame frame, boolean compress) {
        if (closeSent || ended) {
            return;
        }
        ByteSlice payload = frame.payload();
        PerMessageDeflate compression = settings.deflate();
        if (deflate && compress && compression != null && payload.length() >= compression.thresholdBytes()) {
            writeOut();
            ByteBuf content = wrap(payload);
            context().write(frame.isBinary() ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content));
        } else {
            append(frame.isBinary() ? OpCode.BINARY : OpCode.TEXT, payload);
        }
    }

    private void append(OpCode code, ByteSlice payload) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = context().alloc().buffer(OUT_BYTES);
            out = buffer;
        }
        writeHeader(buffer, code, payload.length());
        if (payload.length() <= COPY_BYTES) {
            buffer.writeBytes(payload.array(), payload.offset(), payload.length());
        } else {
            writeOut();
            context().write(wrap(payload));
        }
    }

    private static ByteBuf wrap(ByteSlice bytes) {
        return Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length());
    }

    /** A final frame, unmasked (RFC 6455 §5.2). */
    private static void writeHeader(ByteBuf buffer, OpCode code, int length) {
        buffer.writeByte(0x80 | code.bits);
        if (length <= 125) {
            buffer.writeByte(length);
        } else if (length <= 0xffff) {
            buffer.writeByte(126).writeShort(length);
        } else {
            buffer.writeByte(127).writeLong(length);
        }
    }

    private void writeOut() {
        if (out != null) {
            context().write(out);
            out = null;
        }
    }

    @Override
    public void flush() {
        if (!ended && ctx != null) {
            writeOut();
            ctx.flush();
            if (writeWatch != null) {
                writeWatch.afterFlush();
            }
        }
    }

    @Override
    public boolean isWritable() {
        return !closeSent && !ended && context().channel().isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
        long queued = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        return queued + (out == null ? 0 : out.readableBytes());
    }

    @Override
    public void pauseReading() {
        setAutoRead(false);
    }

    @Override
    public void resumeReading() {
        setAutoRead(true);
    }

    /** A close handshake is always read. */
    private void setAutoRead(boolean wanted) {
        if (!closeSent && !ended) {
            context().channel().config().setAutoRead(wanted);
        }
    }

    @Override
    public void close(int status) {
        if (closeSent || ended) {
            return;
        }
        closeSent = true;
        flush();
        context().writeAndFlush(closeFrame(status == NO_STATUS ? NO_STATUS_IN_FRAME : status));
        context().channel().config().setAutoRead(true);
        if (closeTimeout != null) {
            closeTimeout.start(settings.closeTimeout());
        }
    }

    private static ByteBuf closeFrame(int status) {
        ByteBuf frame = Unpooled.buffer(4);
        boolean bare = status == NO_STATUS_IN_FRAME;
        writeHeader(frame, OpCode.CLOSE, bare ? 0 : 2);
        return bare ? frame : frame.writeShort(status);
    }

    private ChannelHandlerContext context() {
        if (ctx == null) {
            throw new IllegalStateException("the WebSocket is not open");
        }
        return ctx;
    }

    /** The opcodes this side sends (RFC 6455 §5.2). */
    private enum OpCode {
        TEXT(1),
        BINARY(2),
        CLOSE(8),
        PONG(10);

        private final int bits;

        OpCode(int bits) {
            this.bits = bits;
        }
    }
}
