package hocket.client.netty;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import hocket.core.Frame;
import hocket.core.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One WebSocket; the last handler of its channel once it is open. All of it happens on the lane. */
final class NettyWebSocket extends ChannelInboundHandlerAdapter implements ClientWebSocket {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    private static final int NO_STATUS = 1005;
    private static final int NO_CLOSE_FRAME = 1006;

    private final NettyLane lane;
    private final WebSocketListener listener;
    private final int maxBytes;
    private final Channel channel;
    private final FrameBatch batch;
    private final MessageReader plainReader;
    private MessageReader reader; // lane
    private State state = State.OPENING; // lane
    private boolean deflates; // lane
    private boolean paused; // lane
    private boolean answersPings; // lane: a pong waits for the end of the read
    private ClientLane.@Nullable Timer timer; // lane: first of the opening, then of the closing

    NettyWebSocket(NettyLane lane, Channel channel, ClientRequest request, WebSocketListener listener) {
        this.lane = lane;
        this.channel = channel;
        this.listener = listener;
        this.maxBytes = request.maxBytes();
        this.batch = new FrameBatch(channel.alloc(), lane.scratch());
        this.plainReader = new MessageReader(listener, lane.utf8(), maxBytes, null);
        this.reader = plainReader;
    }

    private enum State {
        OPENING,
        OPEN,
        /** A close frame was sent. */
        CLOSING,
        CLOSED
    }

    /** Fails if it is not open after that time; zero for no limit. */
    void limitOpening(Duration timeout) {
        if (!timeout.isZero()) {
            timer = lane.schedule(
                    timeout, () -> fail(0, new TimeoutException("the WebSocket was not open after " + timeout)));
        }
    }

    /** The handshake is done. */
    void open(@Nullable Inflate inflate) {
        if (state != State.OPENING) {
            return;
        }
        state = State.OPEN;
        stopTimer();
        if (inflate != null) {
            deflates = true;
            reader = new MessageReader(listener, lane.utf8(), maxBytes, inflate);
        }
        channel.config().setAutoRead(!paused);
        listener.onOpen();
    }

    @Override
    public void send(Frame message, boolean compress) {
        lane.assertInside();
        if (state != State.OPEN) {
            return;
        }
        if (compress && deflates) {
            writeBatch();
            ByteBuf content = wrap(message);
            channel.write(message.isBinary() ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content));
            return;
        }
        if (batch.isFullFor(message)) {
            writeBatch();
        }
        batch.add(message);
    }

    private static ByteBuf wrap(Frame message) {
        return Unpooled.wrappedBuffer(
                message.payload().array(),
                message.payload().offset(),
                message.payload().length());
    }

    private void writeBatch() {
        ByteBuf frames = batch.take();
        if (frames != null) {
            channel.write(frames, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        lane.assertInside();
        if (state == State.OPEN) {
            writeBatch();
            channel.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return state == State.OPEN && channel.bytesBeforeUnwritable() > batch.size();
    }

    @Override
    public void pauseReading() {
        setPaused(true);
    }

    @Override
    public void resumeReading() {
        setPaused(false);
    }

    private void setPaused(boolean now) {
        lane.assertInside();
        paused = now;
        if (state == State.OPEN) {
            channel.config().setAutoRead(!now);
        }
    }

    @Override
    public void close() {
        lane.assertInside();
        if (state == State.OPENING) {
            failSoon(new IOException("closed before it was open"));
        } else if (state == State.OPEN) {
            sendClose(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
            state = State.CLOSING;
            channel.config().setAutoRead(true); // so that the answer is heard
            timer = lane.schedule(CLOSE_PATIENCE, () -> closed(NO_CLOSE_FRAME, ""));
        }
    }

    private void sendClose(CloseWebSocketFrame frame) {
        writeBatch();
        channel.writeAndFlush(frame);
    }

    @Override
    public void abort() {
        lane.assertInside();
        end();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        WebSocketFrame frame = (WebSocketFrame) message;
        try {
            if (state == State.OPEN || state == State.CLOSING) {
                read(frame);
            }
        } catch (CorruptedWebSocketFrameException e) {
            violated(e);
        } finally {
            frame.release();
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            onPing(frame);
        } else if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else if (!(frame instanceof PongWebSocketFrame)) {
            reader.read(frame);
        }
    }

    /** Not all need an answer (RFC 6455 §5.5.3): a peer that does not read must not fill the memory. */
    private void onPing(WebSocketFrame ping) {
        if (state == State.OPEN && channel.isWritable()) {
            channel.write(new PongWebSocketFrame(ping.content().retain()));
            answersPings = true;
        }
    }

    private void onClose(CloseWebSocketFrame frame) {
        int code = frame.statusCode();
        if (state == State.OPEN) {
            sendClose(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
        }
        closed(code < 0 ? NO_STATUS : code, frame.reasonText());
    }

    private void violated(CorruptedWebSocketFrameException violation) {
        if (state == State.OPEN) {
            sendClose(new CloseWebSocketFrame(violation.closeStatus(), ""));
        }
        fail(0, violation);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answersPings) {
            answersPings = false;
            channel.flush();
        }
        lane.endTurn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            lane.execute(this::tellWritable); // this may come in the midst of a call of the manager's
        }
    }

    private void tellWritable() {
        if (isWritable()) {
            listener.onWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed(NO_CLOSE_FRAME, "");
        lane.endTurn();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException) {
            fail(0, cause); // before the decoder's own close shows
            lane.endTurn();
        } else {
            failSoon(cause);
        }
    }

    /** As {@link #fail}, but not in the midst of a call of the manager's: a write may fail at once. */
    void failSoon(Throwable cause) {
        lane.execute(() -> fail(0, cause));
    }

    /** It cannot be opened, or it broke. */
    void fail(int status, Throwable cause) {
        if (state != State.CLOSED) {
            end();
            listener.onFailed(status, causeOf(cause));
        }
    }

    /** In our words, or what Netty's decoders wrap, such as a failure of TLS. */
    private Throwable causeOf(Throwable thrown) {
        if (thrown instanceof CorruptedWebSocketFrameException violation) {
            boolean tooLong = violation.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            return new ProtocolException(
                    tooLong
                            ? "a message has more than " + maxBytes + " bytes"
                            : String.valueOf(violation.getMessage()));
        }
        Throwable cause = thrown.getCause();
        return thrown.getClass() == DecoderException.class && cause != null ? cause : thrown;
    }

    private void closed(int code, String reason) {
        if (state != State.CLOSED) {
            end();
            listener.onClosed(code, reason);
        }
    }

    private void end() {
        state = State.CLOSED;
        stopTimer();
        batch.release();
        reader.end();
        channel.close();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
