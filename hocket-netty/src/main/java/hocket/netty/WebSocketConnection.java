package hocket.netty;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.Lane;
import hocket.engine.spi.PerMessageDeflate;
import hocket.engine.spi.Timeout;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketSettings;
import hocket.engine.spi.WriteTimeoutException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket side of one connection: hands on messages, answers pings and close frames, and writes frames into one
 * buffer per flush. What few connections need is made when it is needed: most of them are idle, and there are many. Belongs
 * to the lane of its session.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements WebSocketChannel, MessageReader.Sink {
    /** Up to here copying a payload behind its header beats a buffer of its own. */
    private static final int COPY_BYTES = 4096;

    private static final int LEAST_OUT_BYTES = 256;
    private static final int MOST_OUT_BYTES = 16 * 1024;
    private static final int GOING_AWAY = 1001; // RFC 6455 §7.4.1

    private final WebSocketSettings settings;
    private final Lane lane;
    private final Scratch scratch;
    private final WebSocketListener listener;
    private final MessageReader messages;
    private final FrameReader frames;
    private final int compressFromBytes;
    private @Nullable ChannelHandlerContext ctx; // lane: null before the handler is added
    private @Nullable Timeout closeTimeout; // lane: null before the close frame is sent
    private @Nullable WriteWatch writeWatch; // lane: null before something has had to wait
    private @Nullable ByteBuf out; // lane: frames that were sent and not flushed
    private int outBytes = LEAST_OUT_BYTES; // lane: for the next such buffer
    private boolean unflushed = true; // lane: written to Netty and not flushed; at first the answer to the handshake
    private boolean full; // lane: the listener will be told of room
    private boolean closeSent; // lane
    private boolean ended; // lane

    WebSocketConnection(
            WebSocketSettings settings,
            Lane lane,
            Scratch scratch,
            WebSocketListener listener,
            @Nullable Inflate inflate) {
        this.settings = settings;
        this.lane = lane;
        this.scratch = scratch;
        this.listener = listener;
        this.messages = new MessageReader(settings, this, inflate);
        this.frames = new FrameReader(messages);
        PerMessageDeflate deflate = inflate == null ? null : settings.deflate();
        this.compressFromBytes = deflate == null ? Integer.MAX_VALUE : deflate.thresholdBytes();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lane.assertInside();
        ctx = context;
        try {
            listener.onOpen(this);
        } catch (RuntimeException | StackOverflowError e) {
            exceptionCaught(context, e); // Netty would only take this handler out of the pipeline
        }
        lane.atTurnEnd(this::flush);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        try {
            if (received instanceof ByteBuf bytes) { // what HTTP still had to say is not
                read(bytes);
            }
        } catch (WebSocketViolation violation) {
            fail(violation);
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    private void read(ByteBuf bytes) throws WebSocketViolation {
        byte[] array = scratch.take(bytes.readableBytes());
        try {
            while (bytes.isReadable() && !ended) {
                int length = Math.min(bytes.readableBytes(), array.length);
                bytes.readBytes(array, 0, length);
                frames.read(array, 0, length);
            }
        } finally {
            scratch.giveBack(array);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        lane.endTurnSoon();
        flush();
    }

    @Override
    public void onMessage(boolean binary, ByteSlice payload) {
        listener.onMessage(binary, payload);
    }

    @Override
    public void onPing(ByteSlice payload) {
        if (isWritable()) {
            append(Opcode.PONG, payload);
        }
    }

    /** The peer closes, or answers our close frame. */
    @Override
    public void onClose(int status) {
        ChannelHandlerContext context = context();
        if (closeSent) {
            end(null);
            context.close();
        } else {
            closeSent = true;
            flush();
            end(null);
            Linger.close(context, lane, FrameWriter.closeFrame(status), settings.closeTimeout());
        }
    }

    private void fail(WebSocketViolation violation) {
        if (ended) {
            return;
        }
        boolean silent = closeSent;
        closeSent = true;
        flush();
        end(new IOException(violation.getMessage()));
        ByteBuf lastWords = silent ? Unpooled.EMPTY_BUFFER : FrameWriter.closeFrame(violation.status());
        Linger.close(context(), lane, lastWords, settings.closeTimeout());
    }

    private void end(@Nullable Throwable error) {
        if (ended) {
            return;
        }
        ended = true;
        frames.end();
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
            close(GOING_AWAY);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(cause instanceof IOException ? null : cause); // a reset is the peer's way to leave
        context.close();
    }

    @Override
    public void send(Frame frame, boolean compress) {
        if (closeSent || ended) {
            return;
        }
        ByteSlice payload = frame.payload();
        if (payload.length() >= compressFromBytes && compress) {
            writeOut();
            ByteBuf content = wrap(payload);
            write(frame.isBinary() ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content));
        } else {
            append(frame.isBinary() ? Opcode.BINARY : Opcode.TEXT, payload);
        }
    }

    private void append(int opcode, ByteSlice payload) {
        int length = payload.length();
        boolean copied = length <= COPY_BYTES;
        ByteBuf buffer = roomFor(FrameWriter.MAX_HEADER_BYTES + (copied ? length : 0));
        FrameWriter.writeHeader(buffer, opcode, length);
        if (copied) {
            buffer.writeBytes(payload.array(), payload.offset(), length);
        } else {
            writeOut();
            write(wrap(payload));
        }
    }

    private ByteBuf roomFor(int bytes) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = context().alloc().ioBuffer(Math.max(outBytes, bytes));
            out = buffer;
        } else {
            buffer.ensureWritable(bytes);
        }
        return buffer;
    }

    private static ByteBuf wrap(ByteSlice bytes) {
        return Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length());
    }

    private void writeOut() {
        ByteBuf buffer = out;
        if (buffer != null) {
            out = null;
            outBytes = nextSize(buffer.readableBytes());
            write(buffer);
        }
    }

    /** As large as one had to become lately, so that a busy connection's does not grow, which is copying. */
    private int nextSize(int bytes) {
        int roomy = Integer.highestOneBit(bytes + FrameWriter.MAX_HEADER_BYTES) << 1;
        int least = roomy < outBytes / 8 ? outBytes / 2 : outBytes;
        return Math.min(MOST_OUT_BYTES, Math.max(LEAST_OUT_BYTES, Math.max(least, roomy)));
    }

    private void write(Object message) {
        context().write(message);
        unflushed = true;
    }

    @Override
    public void flush() {
        if (ended || (out == null && !unflushed)) {
            return;
        }
        writeOut();
        unflushed = false;
        ChannelHandlerContext context = context();
        context.flush();
        if (WriteWatch.isWaiting(context.channel())) {
            watchWrites(context);
        }
    }

    private void watchWrites(ChannelHandlerContext context) {
        WriteWatch watch = writeWatch;
        if (watch == null) {
            watch = new WriteWatch(context.channel(), lane, settings.writeTimeout(), this::stuck);
            writeWatch = watch;
        }
        watch.afterFlush();
    }

    private void stuck() {
        end(new WriteTimeoutException(settings.writeTimeout()));
        Linger.cut(context());
    }

    @Override
    public boolean isWritable() {
        return !closeSent && !ended && context().channel().isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelHandlerContext context = ctx; // read once, as out: another thread may see them change
        ByteBuf collected = out;
        long queued = context == null ? 0 : WriteWatch.waitingBytes(context.channel());
        return queued + (collected == null ? 0 : Math.max(0, collected.readableBytes()));
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
        ChannelHandlerContext context = context();
        closeSent = true;
        messages.mute(); // what comes after our close frame is not wanted any more
        flush();
        context.writeAndFlush(FrameWriter.closeFrame(status));
        context.channel().config().setAutoRead(true);
        closeTimeout = lane.newTimeout(() -> Linger.cut(context));
        closeTimeout.start(settings.closeTimeout());
    }

    private ChannelHandlerContext context() {
        if (ctx == null) {
            throw new IllegalStateException("the WebSocket is not open");
        }
        return ctx;
    }
}
