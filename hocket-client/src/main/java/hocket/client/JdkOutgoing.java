package hocket.client;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What goes out on a WebSocket. The JDK takes the next message only when the one before has left. */
final class JdkOutgoing {
    private static final int WRITABLE_BYTES = 64 * 1024;
    private static final int NORMAL = 1000;

    private final JdkWebSocket webSocket;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>(); // guarded by this: the first is on its way
    private long waitingBytes; // guarded by this
    private boolean sending; // guarded by this: someone sees to what waits
    private boolean full; // guarded by this: not writable
    private boolean closing; // guarded by this: nothing is taken any more
    private boolean stopped; // guarded by this: nothing is sent any more

    JdkOutgoing(JdkWebSocket webSocket) {
        this.webSocket = webSocket;
    }

    void send(WebSocket to, Frame message) {
        synchronized (this) {
            if (closing) {
                return;
            }
            waiting.add(message);
            waitingBytes += message.payload().length();
            full |= waitingBytes >= WRITABLE_BYTES;
            if (sending) {
                return;
            }
            sending = true;
        }
        sendWaiting(to);
    }

    synchronized boolean isWritable() {
        return !closing && !full;
    }

    /** Closes when all has left; whether this is the first call. */
    boolean close(WebSocket to) {
        synchronized (this) {
            if (closing) {
                return false;
            }
            closing = true;
            if (sending) {
                return true;
            }
        }
        to.sendClose(NORMAL, "");
        return true;
    }

    /** Sends nothing more. */
    synchronized void stop() {
        closing = true;
        stopped = true;
        waiting.clear();
        waitingBytes = 0;
    }

    private void sendWaiting(WebSocket to) {
        for (Frame message = first(to); message != null; message = first(to)) {
            CompletableFuture<WebSocket> sent = transmit(to, message);
            if (!sent.isDone()) {
                sent.whenComplete((done, error) -> {
                    if (onSent(error)) {
                        sendWaiting(to);
                    }
                });
                return;
            }
            if (!onSent(
                    sent.isCompletedExceptionally()
                            ? sent.handle((done, error) -> error).join()
                            : null)) {
                return;
            }
        }
    }

    private static CompletableFuture<WebSocket> transmit(WebSocket to, Frame message) {
        ByteSlice payload = message.payload();
        return message.isBinary() ? to.sendBinary(payload.toByteBuffer(), true) : to.sendText(payload.utf8(), true);
    }

    /** What is to be sent next; null if nothing is. */
    private @Nullable Frame first(WebSocket to) {
        synchronized (this) {
            Frame message = waiting.peek();
            sending = message != null;
            if (sending || !closing || stopped) {
                return message;
            }
        }
        to.sendClose(NORMAL, "");
        return null;
    }

    /** Whether to go on. */
    private boolean onSent(@Nullable Throwable error) {
        boolean nowWritable;
        synchronized (this) {
            Frame message = waiting.poll();
            waitingBytes -= message == null ? 0 : message.payload().length();
            nowWritable = full && !closing && waitingBytes < WRITABLE_BYTES;
            full &= !nowWritable;
            if (error != null) {
                stop();
            }
        }
        if (error != null) {
            webSocket.onSendFailed(JdkRequests.cause(error));
        } else if (nowWritable) {
            webSocket.onWritable();
        }
        return error == null;
    }
}
