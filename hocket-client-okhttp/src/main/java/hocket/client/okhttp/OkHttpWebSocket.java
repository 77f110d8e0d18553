package hocket.client.okhttp;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.core.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okio.ByteString;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** One WebSocket. What OkHttp tells of it from threads of its own is passed on from the lane. */
final class OkHttpWebSocket implements ClientWebSocket {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final OkHttpTransport transport;
    private final ClientLane lane;
    private final ClientRequest request;
    private final WebSocketListener listener;
    private final Gate gate = new Gate();
    private State state = State.OPENING; // lane
    private @Nullable WebSocket webSocket; // lane: null if there is none, as the request is malformed
    private @Nullable Outgoing outgoing; // lane: null as long
    private ClientLane.@Nullable Timer timer; // lane: first of the opening, then of the closing

    OkHttpWebSocket(OkHttpTransport transport, ClientLane lane, ClientRequest request, WebSocketListener listener) {
        this.transport = transport;
        this.lane = lane;
        this.request = request;
        this.listener = listener;
    }

    private enum State {
        OPENING,
        OPEN,
        /** A close frame was sent, or waits behind messages. */
        CLOSING,
        CLOSED
    }

    void start(OkHttpClient client) {
        transport.opened(this);
        try {
            Request.Builder made = OkHttpRequests.handshake(request).tag(OkHttpWebSocket.class, this);
            WebSocket started = client.newWebSocket(made.build(), new Events());
            webSocket = started;
            outgoing = new Outgoing(lane, started, this::tellWritable);
        } catch (IllegalArgumentException e) {
            lane.execute(() -> fail(0, e));
            return;
        }
        Duration timeout = request.timeout();
        if (!timeout.isZero()) {
            timer = lane.schedule(
                    timeout, () -> fail(0, new TimeoutException("the WebSocket was not open after " + timeout)));
        }
    }

    /** As no lane runs any more. */
    OkHttpWebSocket refuseClosed() {
        state = State.CLOSED;
        listener.onFailed(0, new IOException("the transport is closed"));
        return this;
    }

    /** What the server sends, looked at before OkHttp does. */
    Source watch(Source source) {
        return new WatchedSource(source, gate, new FrameWatch(request.maxBytes()));
    }

    private void open() {
        if (state == State.OPENING) {
            state = State.OPEN;
            stopTimer();
            listener.onOpen();
        }
    }

    @Override
    public void send(Frame message, boolean compress) {
        if (state != State.OPEN || outgoing == null) {
            return;
        }
        int length = message.payload().length();
        if (length > Outgoing.MOST_QUEUED_BYTES) {
            lane.execute(() -> fail(0, new IOException("OkHttp cannot send a message of " + length + " bytes")));
        } else {
            outgoing.send(message);
        }
    }

    /** Nothing to be done: OkHttp sends as soon as it can. */
    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return state == State.OPEN && outgoing != null && outgoing.isWritable();
    }

    private void tellWritable() {
        if (state == State.OPEN) {
            listener.onWritable();
        }
    }

    @Override
    public void pauseReading() {
        gate.setPaused(true);
    }

    @Override
    public void resumeReading() {
        gate.setPaused(false);
    }

    @Override
    public void close() {
        if (state == State.OPENING) {
            lane.execute(() -> fail(0, new IOException("closed before it was open")));
        } else if (state == State.OPEN) {
            state = State.CLOSING;
            gate.setPaused(false); // so that the answer is heard
            timer = lane.schedule(CLOSE_PATIENCE, () -> closed(NO_CLOSE_FRAME, ""));
            sendClose();
        }
    }

    private void sendClose() {
        if (outgoing != null) {
            outgoing.whenEmpty(() -> closeWith(NORMAL));
        }
    }

    /** Harmless if a close frame was sent already. */
    private void closeWith(int code) {
        if (webSocket != null) {
            webSocket.close(code, null);
        }
    }

    @Override
    public void abort() {
        end();
    }

    private void onMessage(ByteSlice message, boolean isText) {
        gate.remove(message.length());
        if (state != State.OPEN && state != State.CLOSING) {
            return;
        }
        if (message.length() > request.maxBytes()) { // it was compressed
            fail(0, new ProtocolException("a message has more than " + request.maxBytes() + " bytes"));
        } else if (isText) {
            listener.onText(message);
        } else {
            listener.onBinary(message);
        }
    }

    /** The peer has said that it closes: OkHttp answers, and is cut if it cannot. */
    private void onPeerClosed(int code, String reason) {
        if (state == State.CLOSED) {
            return;
        }
        release();
        closeWith(code == NO_STATUS ? NORMAL : code);
        timer = lane.schedule(CLOSE_PATIENCE, this::cut);
        listener.onClosed(code, reason);
    }

    private void onFailure(int status, Throwable thrown) {
        stopTimer();
        Throwable cause = thrown.getCause() instanceof ProtocolException ? thrown.getCause() : thrown;
        if (state != State.OPENING && cause instanceof EOFException) {
            closed(NO_CLOSE_FRAME, "");
        } else {
            fail(status, cause);
        }
    }

    void fail(int status, Throwable cause) {
        if (state != State.CLOSED) {
            end();
            listener.onFailed(status, cause);
        }
    }

    private void closed(int code, String reason) {
        if (state != State.CLOSED) {
            end();
            listener.onClosed(code, reason);
        }
    }

    /** The transport is closed. Any thread. */
    void failClosed() {
        lane.execute(() -> fail(0, new IOException("the transport was closed")));
    }

    private void end() {
        release();
        cut();
    }

    private void release() {
        state = State.CLOSED;
        stopTimer();
        gate.openForGood();
        if (outgoing != null) {
            outgoing.stop();
        }
        transport.ended(this);
    }

    private void cut() {
        if (webSocket != null) {
            webSocket.cancel();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return "WebSocket to " + request.uri();
    }

    /** Hears of it from OkHttp, on any thread. */
    private final class Events extends okhttp3.WebSocketListener {
        @Override
        public void onOpen(WebSocket same, Response response) {
            lane.enter(OkHttpWebSocket.this::open);
        }

        @Override
        public void onMessage(WebSocket same, String text) {
            pass(ByteSlice.utf8(text), true);
        }

        @Override
        public void onMessage(WebSocket same, ByteString bytes) {
            pass(ByteSlice.of(bytes.toByteArray()), false);
        }

        private void pass(ByteSlice message, boolean isText) {
            gate.add(message.length());
            lane.enter(() -> OkHttpWebSocket.this.onMessage(message, isText));
        }

        @Override
        public void onClosing(WebSocket same, int code, String reason) {
            lane.enter(() -> onPeerClosed(code, reason));
        }

        @Override
        public void onClosed(WebSocket same, int code, String reason) {
            lane.enter(OkHttpWebSocket.this::stopTimer);
        }

        @Override
        public void onFailure(WebSocket same, Throwable cause, @Nullable Response response) {
            gate.openForGood(); // the thread that reads may be held up there, and this is another
            int code = response == null ? 0 : response.code();
            int status = code == SWITCHING_PROTOCOLS ? 0 : code;
            lane.enter(() -> OkHttpWebSocket.this.onFailure(status, cause));
        }
    }
}
