package hocket.testkit;

import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes what the listener of a client's WebSocket is told, and whether it is told so in the order that {@link
 * WebSocketListener} promises. Safe for use by several threads.
 */
final class RecordingSocketListener implements WebSocketListener {
    private final Consumer<String> violations;
    private final BooleanSupplier inCall;
    private final AtomicBoolean busy = new AtomicBoolean(); // any thread
    private final AtomicInteger writable = new AtomicInteger(); // any thread
    private final AtomicInteger received = new AtomicInteger(); // any thread
    private final ConcurrentLinkedQueue<Frame> messages = new ConcurrentLinkedQueue<>(); // any thread
    private volatile boolean open; // any thread
    private volatile @Nullable End end; // any thread

    /** What must not be is told to that consumer; a call that comes while {@code inCall} is true must not be. */
    RecordingSocketListener(Consumer<String> violations, BooleanSupplier inCall) {
        this.violations = violations;
        this.inCall = inCall;
    }

    /**
     * How it ended.
     *
     * @param code of the close, 0 if it failed
     * @param status of the answer to the handshake
     * @param cause null if it was closed
     */
    record End(
            int code, String reason, int status, @Nullable Throwable cause) {}

    @Override
    public void onOpen() {
        call("onOpen", !open, () -> open = true);
    }

    @Override
    public void onText(ByteSlice message) {
        onMessage("onText", new Frame(false, message));
    }

    @Override
    public void onBinary(ByteSlice message) {
        onMessage("onBinary", new Frame(true, message));
    }

    private void onMessage(String name, Frame message) {
        call(name, open, () -> {
            messages.add(message);
            received.incrementAndGet();
        });
    }

    @Override
    public void onWritable() {
        call("onWritable", open, writable::incrementAndGet);
    }

    @Override
    public void onClosed(int code, String reason) {
        call("onClosed", open, () -> end = new End(code, reason, 0, null));
    }

    @Override
    public void onFailed(int status, Throwable cause) {
        call("onFailed", true, () -> end = new End(0, "", status, cause));
    }

    private void call(String name, boolean inOrder, Runnable task) {
        if (!inOrder || end != null) {
            violations.accept(name + " came out of order; the end: " + end);
        }
        if (inCall.getAsBoolean()) {
            violations.accept(name + " came inside a call to the transport");
        }
        if (!busy.compareAndSet(false, true)) {
            violations.accept(name + " came during another call");
        }
        task.run();
        busy.set(false);
    }

    boolean isOpen() {
        return open && end == null;
    }

    /** How it ended; null if it has not. */
    @Nullable
    End end() {
        return end;
    }

    /** The next message; null if there is none. */
    @Nullable
    Frame message() {
        return messages.poll();
    }

    /** How many messages have come in all. */
    int received() {
        return received.get();
    }

    int writableCalls() {
        return writable.get();
    }
}
