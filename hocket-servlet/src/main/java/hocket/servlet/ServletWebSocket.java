package hocket.servlet;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.Timeout;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketSettings;
import hocket.engine.spi.WriteTimeoutException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session of Jakarta WebSocket as a channel. The container sends one message at a time; the others wait here. What may
 * block, which is all that ends a session, is left to other threads. Belongs to the lane, but for what says otherwise.
 */
final class ServletWebSocket implements WebSocketChannel {
    private static final System.Logger LOG = System.getLogger("hocket.servlet");

    /** As many as Netty lets wait before it calls a channel unwritable, and writable again. */
    private static final int FULL_BYTES = 64 * 1024;

    private static final int ROOM_BYTES = 32 * 1024;

    private final Session session;
    private final Container container;
    private final WebSocketSettings settings;
    private final ServletLane lane;
    private final WebSocketListener listener;
    private final Executor blocking;
    private final Received received;
    private final RemoteEndpoint.Async remote;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>(); // lane
    private @Nullable Frame sending; // lane: what the container is busy with
    private long pendingBytes; // written on the lane, read by gauges too: of the queue and of what is being sent
    private boolean full; // lane: the listener will be told of room
    private boolean paused; // lane
    private boolean closing; // lane: nothing more is taken from the session, nor is delivered
    private @Nullable CloseReason goodBye; // lane: to be sent behind the queue
    private boolean ended; // lane
    private @Nullable Timeout writeTimeout; // lane: null before the first message
    private @Nullable Timeout closeTimeout; // lane: null before it is being closed

    ServletWebSocket(
            Session session,
            Container container,
            WebSocketSettings settings,
            ServletLane lane,
            WebSocketListener listener,
            Executor blocking) {
        this.session = session;
        this.container = container;
        this.settings = settings;
        this.lane = lane;
        this.listener = listener;
        this.blocking = blocking;
        this.received = new Received(settings, session, container);
        this.remote = session.getAsyncRemote();
    }

    /** The container's thread: nothing has been read yet. */
    void onOpen() {
        lane.execute(() -> {
            listener.onOpen(this);
            flush();
        });
    }

    /** The container's thread, one at a time. */
    void onMessage(boolean binary, ByteSlice piece, boolean last) {
        try {
            if (received.add(binary, piece, last)) {
                lane.execute(this::deliver);
                received.holdBack();
            }
        } catch (Violation violation) {
            received.forget();
            lane.execute(() -> fail(violation));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The container's thread: the session has ended, on whichever side. */
    void onClose(boolean tooBig) {
        lane.execute(this::deliver);
        lane.execute(() -> end(tooBig ? new IOException("a message was too large for the container") : null));
    }

    /** The container's thread. */
    void onError(Throwable cause) {
        LOG.log(Level.DEBUG, () -> "WebSocket " + session.getId(), cause);
    }

    private void deliver() {
        while (!paused && !closing && !ended) {
            Received.Message message = received.poll();
            if (message == null) {
                break;
            }
            listener.onMessage(message.binary(), message.payload());
        }
        flush();
    }

    private void fail(Violation violation) {
        if (!ended) {
            closing = true;
            CloseReason reason = reason(violation.status());
            end(new IOException(violation.getMessage()));
            blocking.execute(() -> close(reason));
        }
    }

    @Override
    public void send(Frame frame, boolean compress) {
        if (!closing && !ended) {
            queue.add(frame);
            pendingBytes += frame.payload().length();
            full |= pendingBytes >= FULL_BYTES;
        }
    }

    @Override
    public void flush() {
        if (sending == null && !ended) {
            sendNext();
        }
    }

    private void sendNext() {
        Frame next = queue.poll();
        sending = next;
        if (next == null) {
            sendGoodBye();
        } else {
            lane.gate().enter(ticket -> send(next, ticket));
        }
    }

    private void send(Frame frame, int ticket) {
        if (ended) {
            lane.gate().leave(ticket);
            return;
        }
        watchWrites();
        ByteSlice payload = frame.payload();
        try {
            if (frame.isBinary()) {
                ByteBuffer bytes = ByteBuffer.wrap(payload.array(), payload.offset(), payload.length());
                remote.sendBinary(bytes, result -> onSent(ticket, result));
            } else {
                remote.sendText(payload.utf8(), result -> onSent(ticket, result));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, () -> "WebSocket " + session.getId() + " takes no message", e);
            lane.gate().leave(ticket);
            abort();
        }
    }

    /** Any thread. */
    private void onSent(int ticket, SendResult result) {
        lane.execute(() -> {
            lane.gate().leave(ticket);
            if (ended) {
                return;
            }
            if (!result.isOK()) {
                abort();
                return;
            }
            if (sending != null) {
                pendingBytes -= sending.payload().length();
            }
            if (writeTimeout != null) {
                writeTimeout.cancel();
            }
            sendNext();
            tellWritable();
        });
    }

    private void tellWritable() {
        if (full && !closing && !ended && pendingBytes <= ROOM_BYTES) {
            full = false;
            listener.onWritable();
            flush();
        }
    }

    private void watchWrites() {
        if (writeTimeout == null) {
            writeTimeout = lane.newTimeout(() -> {
                end(new WriteTimeoutException(settings.writeTimeout()));
                cut();
            });
        }
        writeTimeout.start(settings.writeTimeout());
    }

    @Override
    public boolean isWritable() {
        return !closing && !ended && pendingBytes < FULL_BYTES;
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public void pauseReading() {
        paused = !closing;
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            lane.execute(this::deliver);
        }
    }

    @Override
    public void close(int status) {
        if (closing || ended) {
            return;
        }
        closing = true;
        received.forget();
        goodBye = reason(status);
        closeTimeout = lane.newTimeout(() -> {
            end(null);
            cut();
        });
        closeTimeout.start(settings.closeTimeout());
        flush();
    }

    private void sendGoodBye() {
        CloseReason reason = goodBye;
        if (reason != null) {
            goodBye = null;
            blocking.execute(() -> close(reason));
        }
    }

    private CloseReason reason(int status) {
        return new CloseReason(status == NO_STATUS ? container.noStatus() : new Status(status), "");
    }

    /** The table of Jakarta WebSocket knows those of RFC 6455 only. */
    private record Status(int status) implements CloseReason.CloseCode {
        @Override
        public int getCode() {
            return status;
        }
    }

    private void close(CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, () -> "WebSocket " + session.getId() + " was closed already", e);
        }
    }

    private void abort() {
        end(null);
        cut();
    }

    private void cut() {
        blocking.execute(() -> {
            try {
                container.abort(session);
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, () -> "WebSocket " + session.getId() + " was closed already", e);
            }
        });
    }

    private void end(@Nullable Throwable error) {
        if (ended) {
            return;
        }
        ended = true;
        received.forget();
        queue.clear();
        pendingBytes = 0;
        if (writeTimeout != null) {
            writeTimeout.cancel();
        }
        listener.onClosed(error);
    }
}
