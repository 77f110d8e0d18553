package hocket.client;

import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import hocket.core.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What comes in on a WebSocket. The JDK is asked for the next part of a message when the one before was taken. */
final class JdkIncoming implements WebSocket.Listener {
    private final JdkWebSocket webSocket;
    private final SerialCalls calls;
    private final WebSocketListener listener;
    private final int maxBytes;
    private final Executor executor;
    private final JdkBytes binary = new JdkBytes(); // the JDK's threads, one at a time
    private StringBuilder text = new StringBuilder(); // the JDK's threads, one at a time
    private @Nullable WebSocket owed; // guarded by this: to be asked for the next part when reading is resumed
    private boolean paused; // guarded by this
    private boolean ending; // guarded by this: not to be paused any more

    JdkIncoming(
            JdkWebSocket webSocket, SerialCalls calls, WebSocketListener listener, int maxBytes, Executor executor) {
        this.webSocket = webSocket;
        this.calls = calls;
        this.listener = listener;
        this.maxBytes = maxBytes;
        this.executor = executor;
    }

    @Override
    public void onOpen(WebSocket from) {
        webSocket.onOpen(from);
        executor.execute(
                () -> { // not inside the call that opens it, which may find the handshake done
                    calls.make(listener::onOpen);
                    calls.make(() -> askNext(from));
                });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (part.length() > maxBytes - text.length()) { // a character takes a byte at least
            refuse();
            return null;
        }
        text.append(part);
        if (last) {
            onText(from, ByteSlice.utf8(text.toString()));
            text = new StringBuilder();
        } else {
            askNext(from);
        }
        return null;
    }

    private void onText(WebSocket from, ByteSlice message) {
        if (message.length() > maxBytes) {
            refuse();
        } else {
            calls.make(() -> {
                listener.onText(message);
                askNext(from);
            });
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        if (part.remaining() > maxBytes - binary.length()) {
            refuse();
            return null;
        }
        binary.add(part);
        if (last) {
            ByteSlice message = binary.take();
            calls.make(() -> {
                listener.onBinary(message);
                askNext(from);
            });
        } else {
            askNext(from);
        }
        return null;
    }

    private void refuse() {
        webSocket.fail(new ProtocolException("a message has more than " + maxBytes + " bytes"));
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
        askNext(from); // the JDK has answered it
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
        askNext(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        webSocket.onClosed(code, reason);
        return null;
    }

    /** The JDK may tell it inside a call that sends, where the listener is not to be called. */
    @Override
    public void onError(WebSocket from, Throwable error) {
        executor.execute(() -> webSocket.fail(JdkRequests.cause(error)));
    }

    void pause() {
        synchronized (this) {
            paused = !ending;
        }
    }

    void resume() {
        WebSocket from;
        synchronized (this) {
            paused = false;
            from = owed;
            owed = null;
        }
        if (from != null) {
            executor.execute(() -> from.request(1)); // it may deliver what it has at once
        }
    }

    /** As {@link #resume}, for good. */
    void readToEnd() {
        synchronized (this) {
            ending = true;
        }
        resume();
    }

    private void askNext(WebSocket from) {
        synchronized (this) {
            if (paused) {
                owed = from;
                return;
            }
        }
        from.request(1);
    }
}
