package hocket.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs tasks one at a time, in the order they were posted, on an executor that is shared with others. Posting never
 * blocks. Safe for use by several threads.
 */
final class HandlerQueue {
    /** After so many, others get their turn on the executor. */
    private static final int TASKS_PER_TURN = 64;

    private final Executor executor;
    private final Consumer<Throwable> onError;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // any thread
    private final AtomicInteger size = new AtomicInteger(); // any thread: posted and not yet done

    HandlerQueue(Executor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.onError = onError;
    }

    /** Lets the task run after all that were posted before; answers how many there are now. */
    int post(Runnable task) {
        tasks.add(task);
        int now = size.incrementAndGet();
        if (now == 1) {
            start();
        }
        return now;
    }

    int size() {
        return size.get();
    }

    private void start() {
        executor.execute(this::drain);
    }

    private void drain() {
        int turn = TASKS_PER_TURN;
        int left;
        do {
            run(tasks.remove());
            turn--;
            left = size.decrementAndGet();
        } while (left > 0 && turn > 0);
        if (left > 0) {
            start();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // user code: whatever it throws ends here
            onError.accept(e);
        }
    }
}
