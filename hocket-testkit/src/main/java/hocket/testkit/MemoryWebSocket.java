package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import hocket.engine.spi.WriteTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A WebSocket of a {@link MemoryHost}, from the client's side. Belongs to the test's thread. */
public final class MemoryWebSocket {
    private final HttpRequest request;
    private final VirtualLane lane;
    private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
    private final List<Frame> unflushed = new ArrayList<>();
    private final List<Frame> held = new ArrayList<>();
    private final ArrayDeque<Frame> unread = new ArrayDeque<>();
    private final Channel channel = new Channel();
    private @Nullable WebSocketListener listener;
    private @Nullable WebSocketSettings settings;
    private @Nullable HttpResponse rejection;
    private HttpHeaders responseHeaders = new HttpHeaders();
    private OptionalInt closeStatus = OptionalInt.empty();
    private boolean reads = true;
    private boolean paused;
    private boolean ended;
    private int flushes;
    private long pendingBytes; // of what is unflushed or held; read by other threads too
    private @Nullable Timeout writeTimeout; // null before something is held

    MemoryWebSocket(HttpRequest request, VirtualLane lane) {
        this.request = request;
        this.lane = lane;
    }

    WebSocketOffer offer() {
        return new Offer();
    }

    /** Whether the server has accepted it and nobody has closed it. */
    public boolean isOpen() {
        return listener != null && !ended;
    }

    /** The answer of a server that did not accept it; null if it did. */
    public @Nullable HttpResponse rejection() {
        return rejection;
    }

    /** What the server enforces. */
    public WebSocketSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("the WebSocket was not accepted");
        }
        return settings;
    }

    /** The header fields that the server added to the 101 response. */
    public HttpHeaders responseHeaders() {
        return responseHeaders;
    }

    /** The status of the server's close frame; empty if it sent none. */
    public OptionalInt closeStatus() {
        return closeStatus;
    }

    /** The next message that was flushed, as text; null if there is none. */
    public @Nullable String receiveText() {
        Frame frame = arrived.poll();
        return frame == null ? null : frame.payload().utf8();
    }

    /** The next message that was flushed; null if there is none. */
    public @Nullable Frame receive() {
        return arrived.poll();
    }

    /** How often something was flushed. */
    int flushes() {
        return flushes;
    }

    /** Sends a text message. */
    public void send(String text) {
        deliver(new Frame(false, ByteSlice.utf8(text)));
    }

    /** Sends a binary message. */
    public void send(byte[] bytes) {
        deliver(new Frame(true, ByteSlice.of(bytes)));
    }

    /**
     * Stops reading, so that the server's channel is no longer writable once something was flushed, and is cut after the
     * settings' write timeout.
     */
    public void stopReading() {
        reads = false;
    }

    /** Reads again all that the server has sent meanwhile. */
    public void startReading() {
        boolean wasFull = !held.isEmpty();
        reads = true;
        arrived.addAll(held);
        pendingBytes -= bytesOf(held);
        held.clear();
        stopWriteTimeout();
        if (listener != null && channel.isWritable() && wasFull) {
            listener.onWritable();
            channel.flush();
        }
        lane.crank();
    }

    /** Whether the server has stopped reading from this client. */
    public boolean isPaused() {
        return paused;
    }

    /** The client closes, or leaves. */
    public void close() {
        end(null);
    }

    /** The connection breaks. */
    public void breakDown() {
        end(new IOException("connection reset"));
    }

    private void deliver(Frame frame) {
        if (paused) {
            unread.add(frame);
        } else if (listener != null && !ended) {
            if (frame.payload().length() > settings().maxMessageBytes()) {
                closeStatus = OptionalInt.of(1009);
                end(new IOException("a message has at most " + settings().maxMessageBytes() + " bytes"));
            } else {
                listener.onMessage(frame.isBinary(), frame.payload());
                channel.flush();
            }
        }
        lane.crank();
    }

    private void end(@Nullable Throwable error) {
        if (!ended && listener != null) {
            ended = true;
            pendingBytes = 0;
            stopWriteTimeout();
            listener.onClosed(error);
        }
        lane.crank();
    }

    private void hold() {
        held.addAll(unflushed);
        if (writeTimeout == null && !held.isEmpty()) {
            Duration limit = settings().writeTimeout();
            writeTimeout = lane.newTimeout(() -> end(new WriteTimeoutException(limit)));
            writeTimeout.start(limit);
        }
    }

    private static long bytesOf(List<Frame> frames) {
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.payload().length();
        }
        return bytes;
    }

    private void stopWriteTimeout() {
        if (writeTimeout != null) {
            writeTimeout.cancel();
            writeTimeout = null;
        }
    }

    /** The server's view of the request. */
    private final class Offer implements WebSocketOffer {
        @Override
        public HttpRequest request() {
            return request;
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public void reject(HttpResponse response) {
            lane.run(() -> rejection = response);
        }

        @Override
        public void accept(
                WebSocketSettings newSettings, HttpHeaders headers, Lane target, WebSocketListener newListener) {
            lane.run(() -> {
                settings = newSettings;
                responseHeaders = headers;
                listener = newListener;
                newListener.onOpen(channel);
                channel.flush();
            });
        }
    }

    /** The server's side. */
    private final class Channel implements WebSocketChannel {
        @Override
        public void send(Frame frame, boolean compress) {
            lane.assertInside();
            if (closeStatus.isEmpty() && !ended) {
                unflushed.add(frame);
                pendingBytes += frame.payload().length();
            }
        }

        @Override
        public void flush() {
            flushes += unflushed.isEmpty() ? 0 : 1;
            if (reads) {
                arrived.addAll(unflushed);
                pendingBytes = 0;
            } else {
                hold();
            }
            unflushed.clear();
        }

        @Override
        public boolean isWritable() {
            return held.isEmpty() && closeStatus.isEmpty() && !ended;
        }

        @Override
        public long pendingBytes() {
            return pendingBytes;
        }

        @Override
        public void pauseReading() {
            paused = true;
        }

        @Override
        public void resumeReading() {
            paused = false;
            lane.execute(() -> {
                while (!paused && !unread.isEmpty()) {
                    deliver(unread.remove());
                }
            });
        }

        @Override
        public void close(int status) {
            flush();
            if (closeStatus.isEmpty()) {
                closeStatus = OptionalInt.of(status);
                lane.execute(() -> end(null)); // a client answers at once
            }
        }
    }
}
