package hocket.client.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A single thread at a time that managers share. It runs tasks in the order they were given, and knows turns: what is
 * written during one is flushed at its end. A lane never blocks and runs no user code unless the user asked for that; a
 * task that throws is logged and harms no other.
 */
public abstract class ClientLane implements Executor {
    private static final Logger LOG = Logger.getLogger("hocket.client");

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // any thread
    private final AtomicBoolean awake = new AtomicBoolean(); // any thread: whether runTasks will be called
    private final ArrayDeque<Runnable> atTurnEnd = new ArrayDeque<>(); // lane
    private boolean ending; // lane: the end of the present turn is sure to come
    private volatile boolean ended; // any thread: nobody will call runTasks any more

    /** For transports and tests. */
    protected ClientLane() {}

    /**
     * A lane on whichever thread {@linkplain #enter enters} it, one at a time, and on a thread of the executor for what
     * other threads ask for.
     */
    public static ClientLane onAnyThread(ScheduledExecutorService executor) {
        return new AnyThreadLane(executor);
    }

    /** Whether the calling thread is the lane's, now. Any thread. */
    public abstract boolean isInside();

    /** Monotonic time in nanoseconds, from any origin. Any thread. */
    public abstract long nanoTime();

    /**
     * Has {@link #runTasks} called soon, on the lane's thread. Any thread; does not block.
     *
     * @return false if the transport was closed, so that it will not be called
     */
    protected abstract boolean wake();

    /** Has the task run after that time, on any thread. Called on the lane. */
    protected abstract Timer wakeAfter(Duration delay, Runnable task);

    /** A task that will run later. */
    @FunctionalInterface
    public interface Timer {
        /** Lets it not run; harmless if it has. Called on the lane. */
        void cancel();
    }

    /**
     * Whether a task was given that will not run, because the transport was closed: none will that is given from now on.
     * Any thread.
     */
    public final boolean isEnded() {
        return ended;
    }

    /** Fails if the calling thread is not the lane's. */
    public final void assertInside() {
        if (!isInside()) {
            throw new IllegalStateException("must be called on " + this + ", not on " + Thread.currentThread());
        }
    }

    /** Runs the task on the lane, after all that were given before, never at once. Any thread; does not block. */
    @Override
    public final void execute(Runnable task) {
        tasks.add(task);
        wakeOnce();
    }

    /** As {@link #execute}, but at once if the caller is on the lane and nothing waits there. Any thread. */
    public final void run(Runnable task) {
        if (isInside() && tasks.isEmpty()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /**
     * For transports: as {@link #run}, but a thread of the transport's becomes the lane for so long if the lane lets it
     * and nobody else is there. It must be one that may be kept for a moment. Any thread.
     */
    public void enter(Runnable task) {
        run(task);
    }

    /** Runs the task on the lane after that time, unless it is cancelled. Called on the lane. */
    public final Timer schedule(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(task);
        alarm.wake = wakeAfter(delay, () -> enter(alarm));
        return alarm;
    }

    /** A task for later. Cancelled, it does not run, even if its time had come and it was waiting for the lane. */
    private static final class Alarm implements Timer, Runnable {
        private final Runnable task;
        private boolean cancelled; // lane
        private @Nullable Timer wake; // lane

        Alarm(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (wake != null) {
                wake.cancel();
            }
        }
    }

    /** Runs the task when the present turn ends, in the order given. Called on the lane. */
    public final void atTurnEnd(Runnable task) {
        atTurnEnd.add(task);
        if (!ending) {
            ending = true;
            wakeOnce();
        }
    }

    /** For transports that call back on the lane: a batch of input is over. Called on the lane. */
    public final void endTurn() {
        for (Runnable task = atTurnEnd.poll(); task != null; task = atTurnEnd.poll()) {
            runGuarded(task);
        }
        ending = false;
    }

    /** Runs what {@link #execute} was given, and ends the turn. */
    protected final void runTasks() {
        awake.set(false);
        ending = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runGuarded(task);
        }
        endTurn();
    }

    private void wakeOnce() {
        if (awake.compareAndSet(false, true) && !wake()) {
            ended = true;
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.log(Level.SEVERE, "a task on a lane failed", e);
        }
    }

    /** {@link #wake} has come to nothing: the next task needs another. */
    final void wokenInVain() {
        awake.set(false);
    }

    /** Whether something waits to be run. */
    final boolean isWaitedFor() {
        return !tasks.isEmpty();
    }

    /** Runs the task, then what waits, and ends the turn. */
    final void runWith(Runnable task) {
        ending = true;
        runGuarded(task);
        runTasks();
    }

    /** One thread at a time: what a thread finds to do that just missed another one's departure it does itself. */
    private static final class AnyThreadLane extends ClientLane {
        private final ScheduledExecutorService executor;
        private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>(); // any thread

        AnyThreadLane(ScheduledExecutorService executor) {
            this.executor = executor;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        protected boolean wake() {
            try {
                executor.execute(this::drain);
                return true;
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "the transport of a manager was closed", e);
                return false;
            }
        }

        @Override
        protected Timer wakeAfter(Duration delay, Runnable task) {
            try {
                ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "the transport of a manager was closed", e);
                return () -> {};
            }
        }

        @Override
        public boolean isInside() {
            return inside.get() == Thread.currentThread();
        }

        @Override
        public void enter(Runnable task) {
            if (isInside() || isWaitedFor() || !inside.compareAndSet(null, Thread.currentThread())) {
                run(task);
                return;
            }
            try {
                runWith(task);
            } finally {
                inside.set(null);
            }
            if (isWaitedFor()) {
                drain();
            }
        }

        private void drain() {
            do {
                if (!getInside()) {
                    return; // whoever is there looks again when leaving
                }
                try {
                    runTasks();
                } finally {
                    inside.set(null);
                }
            } while (isWaitedFor());
        }

        /** The second try is for what was given when it was still thought that this wake-up would come. */
        private boolean getInside() {
            if (inside.compareAndSet(null, Thread.currentThread())) {
                return true;
            }
            wokenInVain();
            return inside.compareAndSet(null, Thread.currentThread());
        }

        @Override
        public String toString() {
            return "client lane";
        }
    }
}
