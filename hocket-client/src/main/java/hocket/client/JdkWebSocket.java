package hocket.client;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import hocket.core.Frame;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A WebSocket: its opening and its end. What comes in is {@link JdkIncoming}'s, what goes out {@link JdkOutgoing}'s. */
final class JdkWebSocket implements ClientWebSocket, JdkTransport.Open {
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CLOSE_FRAME = 1006; // RFC 6455 §7.4.1

    private final JdkTransport transport;
    private final ClientRequest request;
    private final WebSocketListener listener;
    private final SerialCalls calls = new SerialCalls();
    private final JdkIncoming incoming;
    private final JdkOutgoing outgoing = new JdkOutgoing(this);
    private volatile @Nullable CompletableFuture<WebSocket> handshake; // any thread
    private volatile @Nullable WebSocket connection; // any thread: null until it is open
    private volatile @Nullable Future<?> limit; // any thread: of the handshake's time

    JdkWebSocket(JdkTransport transport, ClientRequest request, WebSocketListener listener) {
        this.transport = transport;
        this.request = request;
        this.listener = listener;
        this.incoming = new JdkIncoming(this, calls, listener, request.maxBytes(), transport.executor());
    }

    void start(HttpClient client) {
        if (!transport.opened(this)) {
            return;
        }
        try {
            open(client);
        } catch (IllegalArgumentException e) {
            transport.later(() -> fail(e));
        }
    }

    private void open(HttpClient client) {
        if (!request.timeout().isZero()) {
            limit = transport.after(request.timeout(), this::onTimeout);
        }
        CompletableFuture<WebSocket> opening =
                JdkRequests.webSocket(client, request).buildAsync(JdkRequests.webSocketUri(request), incoming);
        handshake = opening;
        opening.whenCompleteAsync(this::onAnswer, transport.executor()); // it may be complete already
        if (calls.isEnding()) {
            cut();
        }
    }

    private void onTimeout() {
        if (connection == null) {
            fail(new HttpTimeoutException("no answer in time"));
        }
    }

    private void onAnswer(@Nullable WebSocket opened, @Nullable Throwable error) {
        if (error != null) {
            onRefused(JdkRequests.cause(error));
        }
    }

    private void onRefused(Throwable cause) {
        HttpResponse<?> answer = cause instanceof WebSocketHandshakeException refused ? refused.getResponse() : null;
        int status = answer == null ? 0 : answer.statusCode();
        fail(status == SWITCHING_PROTOCOLS ? 0 : status, cause);
    }

    void onOpen(WebSocket opened) {
        connection = opened;
        if (calls.isEnding()) {
            opened.abort(); // too late
        }
        Future<?> waiting = limit;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** What was sent may have left within the call that sends it; the listener is not to be called inside that. */
    void onWritable() {
        transport.later(() -> calls.make(listener::onWritable));
    }

    /** The peer is not there any more. If it said why, that is still to be read, and better to know. */
    void onSendFailed(Throwable cause) {
        incoming.readToEnd();
        transport.after(LAST_WORDS, () -> fail(cause));
    }

    /** The JDK answers by itself; a peer that does not take the answer is cut. */
    void onClosed(int code, String reason) {
        if (calls.makeLast(() -> listener.onClosed(code, reason))) {
            release();
            transport.after(CLOSING_LIMIT, this::cut);
        }
    }

    @Override
    public void fail(Throwable cause) {
        fail(0, cause);
    }

    private void fail(int status, Throwable cause) {
        if (calls.makeLast(() -> listener.onFailed(status, cause))) {
            release();
            cut();
        }
    }

    @Override
    public void send(Frame message, boolean compress) {
        WebSocket open = connection;
        if (open != null && !calls.isEnding()) {
            outgoing.send(open, message);
        }
    }

    @Override
    public void flush() {} // all was handed to the JDK, or waits for what was

    @Override
    public boolean isWritable() {
        return outgoing.isWritable();
    }

    @Override
    public void pauseReading() {
        incoming.pause();
    }

    @Override
    public void resumeReading() {
        incoming.resume();
    }

    @Override
    public void close() {
        WebSocket open = connection;
        if (open == null) {
            transport.later(() -> fail(new IOException("closed before it was open")));
        } else if (!calls.isEnding() && outgoing.close(open)) {
            incoming.readToEnd(); // so that the answer is heard
            transport.after(CLOSING_LIMIT, this::cutClosing);
        }
    }

    private void cutClosing() {
        onClosed(NO_CLOSE_FRAME, "");
        cut();
    }

    @Override
    public void abort() {
        if (calls.stop()) {
            release();
        }
        cut();
    }

    private void release() {
        transport.ended(this);
        outgoing.stop();
        Future<?> waiting = limit;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void cut() {
        CompletableFuture<WebSocket> opening = handshake;
        if (opening != null) {
            opening.cancel(true);
        }
        WebSocket open = connection;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public String toString() {
        return "WebSocket to " + request.uri();
    }
}
