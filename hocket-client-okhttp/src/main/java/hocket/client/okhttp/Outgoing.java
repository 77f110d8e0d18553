package hocket.client.okhttp;

import hocket.client.spi.ClientLane;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import okhttp3.WebSocket;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on a WebSocket: in OkHttp's queue as much as that takes, else here. OkHttp does not tell when its
 * queue becomes shorter, so it is looked at now and then while it is long. Belongs to the lane.
 */
final class Outgoing {
    /** What OkHttp takes in at most; at more it closes the WebSocket. */
    static final int MOST_QUEUED_BYTES = 16 * 1024 * 1024;

    private static final int WRITABLE_BYTES = 64 * 1024;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final ClientLane lane;
    private final WebSocket webSocket;
    private final Runnable onWritable;
    private final ArrayDeque<Frame> backlog = new ArrayDeque<>(); // lane
    private @Nullable Runnable onEmpty; // lane: when all is with OkHttp
    private ClientLane.@Nullable Timer timer; // lane: null while little waits

    Outgoing(ClientLane lane, WebSocket webSocket, Runnable onWritable) {
        this.lane = lane;
        this.webSocket = webSocket;
        this.onWritable = onWritable;
    }

    void send(Frame message) {
        backlog.add(message);
        handOver();
    }

    /** Has that done when all has been handed to OkHttp. */
    void whenEmpty(Runnable task) {
        onEmpty = task;
        handOver();
    }

    boolean isWritable() {
        return backlog.isEmpty() && webSocket.queueSize() < WRITABLE_BYTES;
    }

    private void handOver() {
        long queued = webSocket.queueSize();
        for (Frame next = backlog.peek(); next != null; next = backlog.peek()) {
            queued += next.payload().length();
            if (queued > MOST_QUEUED_BYTES) {
                break;
            }
            send(webSocket, next);
            backlog.remove();
        }
        if (backlog.isEmpty() && onEmpty != null) {
            onEmpty.run();
            onEmpty = null;
        } else if (queued >= WRITABLE_BYTES && timer == null) {
            timer = lane.schedule(LOOK_AGAIN, this::lookAgain);
        }
    }

    private static void send(WebSocket webSocket, Frame message) {
        ByteSlice payload = message.payload();
        if (message.isBinary()) {
            webSocket.send(ByteString.of(payload.array(), payload.offset(), payload.length()));
        } else {
            webSocket.send(payload.utf8());
        }
    }

    private void lookAgain() {
        timer = null;
        handOver();
        if (isWritable()) {
            stopTimer();
            onWritable.run();
        }
    }

    /** Nothing more will be sent. */
    void stop() {
        backlog.clear();
        onEmpty = null;
        stopTimer();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
