package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.Lane;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a WebSocket's listener is told, and whether it is told so in the order and on the lane that {@link
 * WebSocketListener} promises. Safe for use by several threads.
 */
final class RecordingListener implements WebSocketListener {
    private final Consumer<String> violations;
    private final AtomicBoolean busy = new AtomicBoolean(); // any thread
    private final AtomicInteger writable = new AtomicInteger(); // any thread
    private final List<Throwable> errors = new CopyOnWriteArrayList<>(); // any thread
    private final ConcurrentLinkedQueue<Frame> messages = new ConcurrentLinkedQueue<>(); // any thread
    private volatile @Nullable Lane lane; // any thread: where to be called, null if it does not matter
    private volatile @Nullable WebSocketChannel channel; // any thread
    private volatile boolean closed; // any thread
    private volatile Consumer<WebSocketChannel> atOpen = open -> {};
    private volatile BiConsumer<WebSocketChannel, Frame> atMessage = (open, message) -> {};
    private volatile Consumer<WebSocketChannel> atWritable = open -> {};

    RecordingListener(Consumer<String> violations) {
        this.violations = violations;
    }

    RecordingListener atOpen(Consumer<WebSocketChannel> task) {
        atOpen = task;
        return this;
    }

    RecordingListener atMessage(BiConsumer<WebSocketChannel, Frame> task) {
        atMessage = task;
        return this;
    }

    RecordingListener atWritable(Consumer<WebSocketChannel> task) {
        atWritable = task;
        return this;
    }

    /** From now on each call must come on that lane. */
    RecordingListener on(Lane expected) {
        lane = expected;
        return this;
    }

    boolean isOpen() {
        return channel != null && !closed;
    }

    boolean wasOpened() {
        return channel != null;
    }

    boolean isClosed() {
        return closed;
    }

    /** What broke the WebSocket; null if nothing did, or it is not closed. */
    @Nullable
    Throwable error() {
        return errors.isEmpty() ? null : errors.get(0);
    }

    int writableCalls() {
        return writable.get();
    }

    /** What the channel says is pending, asked by the calling thread. */
    long pendingBytes() {
        WebSocketChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("the WebSocket is not open");
        }
        return open.pendingBytes();
    }

    /** The next message; null if there is none. */
    @Nullable
    Frame message() {
        return messages.poll();
    }

    /** Runs the task on the lane, with the channel. */
    void run(Consumer<WebSocketChannel> task) {
        Lane on = lane;
        WebSocketChannel open = channel;
        if (on == null || open == null) {
            throw new IllegalStateException("the WebSocket is not open, or its lane not known");
        }
        on.execute(() -> task.accept(open));
    }

    @Override
    public void onOpen(WebSocketChannel newChannel) {
        call("onOpen", channel == null, () -> {
            channel = newChannel;
            atOpen.accept(newChannel);
        });
    }

    @Override
    public void onMessage(boolean binary, ByteSlice payload) {
        Frame message = new Frame(binary, payload);
        call("onMessage", channel != null, () -> {
            messages.add(message);
            if (channel != null) {
                atMessage.accept(channel, message);
            }
        });
    }

    @Override
    public void onWritable() {
        call("onWritable", channel != null, () -> {
            writable.incrementAndGet();
            if (channel != null) {
                atWritable.accept(channel);
            }
        });
    }

    @Override
    public void onClosed(@Nullable Throwable error) {
        call("onClosed", true, () -> {
            if (error != null) {
                errors.add(error);
            }
            closed = true; // last: whoever sees it looks for the error
        });
    }

    private void call(String name, boolean inOrder, Runnable task) {
        if (!inOrder || closed) {
            violations.accept(name + " came out of order" + (closed ? ", after onClosed" : ""));
        }
        Lane expected = lane;
        if (expected != null && !expected.isInside()) {
            violations.accept(name + " came on " + Thread.currentThread() + ", outside " + expected);
        }
        if (!busy.compareAndSet(false, true)) {
            violations.accept(name + " came during another call");
        }
        try {
            task.run();
        } finally {
            busy.set(false);
        }
    }
}
