package hocket.engine;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private volatile @Nullable Border border; // any thread

    /**
     * An empty mailbox.
     *
     * @param executor runs the tasks; see {@link Handlers#executorOn}
     * @param capacity so many tasks that wait make it full
     * @param onError takes what a task throws
     */
    public Mailbox(Executor executor, int capacity, Consumer<Throwable> onError) {
        this.executor = executor;
        this.capacity = capacity;
        this.onError = onError;
    }

    /**
     * Names what is called when so many tasks wait that no more should be posted, and then when half of them do: by turns,
     * {@code full} first. From then on all posts must come from the lane.
     *
     * @param lane where both are called
     */
    public void onFull(Executor lane, Runnable full, Runnable room) {
        border = new Border(lane, full, room);
    }

    /** Lets the task run after all that were posted before. */
    public void post(Runnable task) {
        tasks.add(task);
        int waiting = size.getAndIncrement();
        if (waiting == 0) {
            executor.execute(this::drain);
        }
        Border watched = border;
        if (waiting + 1 >= capacity && watched != null) {
            watched.tellFull();
        }
    }

    /**
     * As {@link #post}; if the task answers with a stage, the tasks behind it wait until that is completed, however it is.
     */
    public void postStage(Supplier<? extends @Nullable CompletableFuture<?>> task) {
        post(new Staged(task));
    }

    /** Where tasks run; for what is to run there without waiting for its turn. */
    public Executor executor() {
        return executor;
    }

    private void drain() {
        do {
            CompletableFuture<?> awaited = runNext();
            if (awaited != null && !awaited.isDone()) {
                awaited.whenComplete((value, error) -> executor.execute(this::goOn));
                return;
            }
        } while (isMoreLeft());
    }

    private void goOn() {
        if (isMoreLeft()) {
            drain();
        }
    }

    private boolean isMoreLeft() {
        int left = size.decrementAndGet();
        Border watched = border;
        if (left == capacity / 2 && watched != null) {
            watched.lane.execute(watched::tellRoom);
        }
        return left > 0;
    }

    private @Nullable CompletableFuture<?> runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            throw new IllegalStateException("a task was counted and is not there");
        }
        try {
            task.run();
            return task instanceof Staged staged ? staged.stage : null;
        } catch (Throwable e) { // user code: whatever it throws ends here
            onError.accept(e);
            return null;
        }
    }

    /** A task that may go on after it has returned. */
    private static final class Staged implements Runnable {
        private final Supplier<? extends @Nullable CompletableFuture<?>> task;
        private @Nullable CompletableFuture<?> stage; // the thread that drains

        Staged(Supplier<? extends @Nullable CompletableFuture<?>> task) {
            this.task = task;
        }

        @Override
        public void run() {
            stage = task.get();
        }
    }

    /** Who feeds the mailbox, and what it was told last. */
    private final class Border {
        private final Executor lane;
        private final Runnable full;
        private final Runnable room;
        private boolean toldFull; // lane

        Border(Executor lane, Runnable full, Runnable room) {
            this.lane = lane;
            this.full = full;
            this.room = room;
        }

        void tellFull() {
            if (!toldFull) {
                toldFull = true;
                full.run();
            }
        }

        /** On the way here the mailbox may have become full again; it then falls to the half once more. */
        void tellRoom() {
            if (toldFull && size.get() < capacity) {
                toldFull = false;
                room.run();
            }
        }
    }
}
