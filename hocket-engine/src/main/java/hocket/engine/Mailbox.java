package hocket.engine;

import hocket.engine.spi.Lane;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order they were posted, where handlers run. It knows no upper bound but tells when it
 * is full, so that whoever feeds it can stop reading, and when there is room again. Posting never blocks and is safe for
 * use by several threads; while it is empty it takes no memory but its own.
 */
public final class Mailbox {
    private static final VarHandle SIZE;
    private static final VarHandle POSTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIZE = lookup.findVarHandle(Mailbox.class, "size", int.class);
            POSTED = lookup.findVarHandle(Mailbox.class, "posted", Letter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Executor executor;
    private final @Nullable Lane lane;
    private final boolean inline;
    private final int capacity;
    private final Owner owner;
    private volatile int size; // any thread, by SIZE: posted and not yet done
    private volatile @Nullable Letter posted; // any thread, by POSTED: the last one posted; behind it those before
    private @Nullable Letter next; // the thread that drains: what it took from there, the first one first
    private boolean toldFull; // lane

    /**
     * A mailbox that is fed from a lane.
     *
     * @param handlers where tasks run; inline ones run at once if nothing waits
     * @param capacity so many tasks that wait make it full
     */
    public Mailbox(Handlers handlers, Lane lane, int capacity, Owner owner) {
        this.executor = handlers.executorOn(lane);
        this.lane = lane;
        this.inline = handlers.isInline();
        this.capacity = capacity;
        this.owner = owner;
    }

    /** A mailbox that is never full. */
    public Mailbox(Executor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.lane = null;
        this.inline = false;
        this.capacity = Integer.MAX_VALUE;
        this.owner = onError::accept;
    }

    /** Whom a mailbox belongs to. */
    @FunctionalInterface
    public interface Owner {
        /** A task failed; called where tasks run. */
        void onError(Throwable error);

        /** So many tasks wait that no more should be posted. Called on the lane. */
        default void onFull() {}

        /** Half as many wait; by turns with {@link #onFull}, which is first. Called on the lane. */
        default void onRoom() {}
    }

    /** Lets the task run after all that were posted before; posted on the lane, not before the end of its turn. */
    public void post(Runnable task) {
        postStage(() -> {
            task.run();
            return null;
        });
    }

    /**
     * As {@link #post}; if the task answers with a stage, the tasks behind it wait until that is completed, however it is.
     */
    public void postStage(Supplier<? extends @Nullable CompletableFuture<?>> task) {
        if (inline && lane != null && lane.isInside() && SIZE.compareAndSet(this, 0, 1)) {
            drain(task);
            return;
        }
        push(new Letter(task));
        int waiting = (int) SIZE.getAndAdd(this, 1);
        Lane feeding = lane != null && lane.isInside() ? lane : null;
        if (waiting == 0) {
            Runnable drain = () -> drain(take());
            if (feeding == null) {
                executor.execute(drain);
            } else {
                feeding.atTurnEnd(executor, drain);
            }
        }
        if (feeding != null && waiting + 1 >= capacity) {
            tellFull();
        }
    }

    /** Where tasks run; for what is to run there without waiting for its turn. */
    public Executor executor() {
        return executor;
    }

    private void push(Letter letter) {
        do {
            letter.link = posted;
        } while (!POSTED.compareAndSet(this, letter.link, letter));
    }

    /** One that was counted is there: it is pushed before. */
    private Supplier<? extends @Nullable CompletableFuture<?>> take() {
        Letter first = next == null ? Letter.reversed((Letter) POSTED.getAndSet(this, null)) : next;
        next = first.link;
        return first.task;
    }

    private void drain(Supplier<? extends @Nullable CompletableFuture<?>> first) {
        CompletableFuture<?> awaited = run(first);
        while (awaited == null || awaited.isDone()) {
            if (!isMoreLeft()) {
                return;
            }
            awaited = run(take());
        }
        awaited.whenComplete((value, error) -> executor.execute(this::goOn));
    }

    private void goOn() {
        if (isMoreLeft()) {
            drain(take());
        }
    }

    private @Nullable CompletableFuture<?> run(Supplier<? extends @Nullable CompletableFuture<?>> task) {
        try {
            return task.get();
        } catch (Throwable e) { // user code: whatever it throws ends here
            owner.onError(e);
            return null;
        }
    }

    private boolean isMoreLeft() {
        int left = (int) SIZE.getAndAdd(this, -1) - 1;
        if (left == capacity / 2 && lane != null) {
            lane.execute(this::tellRoom);
        }
        return left > 0;
    }

    private void tellFull() {
        if (!toldFull) {
            toldFull = true;
            owner.onFull();
        }
    }

    /** On the way here the mailbox may have become full again; it then falls to the half once more. */
    private void tellRoom() {
        if (toldFull && size < capacity) {
            toldFull = false;
            owner.onRoom();
        }
    }

    /** A task that waits. */
    private static final class Letter {
        private final Supplier<? extends @Nullable CompletableFuture<?>> task;
        private @Nullable Letter link; // its poster, then the thread that drains

        Letter(Supplier<? extends @Nullable CompletableFuture<?>> task) {
            this.task = task;
        }

        /** Those behind the last one, the other way round. */
        static Letter reversed(@Nullable Letter last) {
            if (last == null) {
                throw new IllegalStateException("a task was counted and is not there");
            }
            Letter letter = last;
            Letter behind = null;
            while (letter.link != null) {
                Letter before = letter.link;
                letter.link = behind;
                behind = letter;
                letter = before;
            }
            letter.link = behind;
            return letter;
        }
    }
}
