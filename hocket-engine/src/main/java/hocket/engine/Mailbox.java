package hocket.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order they were posted, on threads of an executor. It knows no upper bound but tells
 * when it is full, so that whoever feeds it can stop reading, and when there is room again. Posting never blocks and is
 * safe for use by several threads.
 */
public final class Mailbox {
    private final Executor executor;
    private final int capacity;
    private final Consumer<Throwable> onError;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // any thread
    private final AtomicInteger size = new AtomicInteger(); // any thread: posted and not yet done
    private volatile @Nullable Runnable onFull; // any thread
    private volatile @Nullable Runnable onRoom; // any thread

    /**
     * An empty mailbox.
     *
     * @param capacity so many tasks that wait make it full
     * @param onError takes what a task throws
     */
    public Mailbox(Handlers handlers, int capacity, Consumer<Throwable> onError) {
        this.executor = handlers.executor();
        this.capacity = capacity;
        this.onError = onError;
    }

    /**
     * Names what is called when so many tasks wait that no more should be posted, and when half of them do. If posts
     * come from a lane and {@code room} hands its work to that lane, {@code room} always has the last word.
     *
     * @param full called on the thread that posts
     * @param room called on the thread that runs the tasks
     */
    public void onFull(Runnable full, Runnable room) {
        onRoom = room;
        onFull = full;
    }

    /** Lets the task run after all that were posted before. */
    public void post(Runnable task) {
        tasks.add(task);
        int waiting = size.getAndIncrement();
        if (waiting == 0) {
            executor.execute(this::drain);
        }
        Runnable full = onFull;
        if (waiting + 1 == capacity && full != null) {
            full.run();
        }
    }

    private void drain() {
        int left;
        do {
            runNext();
            left = size.decrementAndGet();
            Runnable room = onRoom;
            if (left == capacity / 2 && room != null) {
                room.run();
            }
        } while (left > 0);
    }

    private void runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            throw new IllegalStateException("a task was counted and is not there");
        }
        try {
            task.run();
        } catch (Throwable e) { // user code: whatever it throws ends here
            onError.accept(e);
        }
    }
}
