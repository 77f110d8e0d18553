package hocket.engine.spi;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A single thread at a time that many sessions share: a Netty event loop, a serial executor, or a hand-cranked one in
 * tests. It runs tasks in the order they were given, keeps one wheel of timers, and knows turns: a turn is a batch of
 * work, at whose end everything written during it is flushed once.
 *
 * <p>A lane never blocks and runs no user code unless the user asked for that. A task that throws is logged and harms no
 * other.
 *
 * <p>For hosts: call {@link #runTasks()} on the lane's thread after {@link #wake()}, {@link #fireTimers()} when the time
 * given to {@link #wakeAfter} has passed, and {@link #endTurnSoon()} after each batch of input.
 */
public abstract class Lane implements Executor {
    private static final System.Logger LOG = System.getLogger("hocket.lane");

    /** After so many, input gets its turn. */
    private static final int TASKS_PER_TURN = 4096;

    /** So much input may come before what the first of it led to is sent. */
    private static final int INPUTS_PER_TURN = 64;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // any thread
    private final AtomicBoolean awake = new AtomicBoolean(); // any thread: whether runTasks will be called
    private final ArrayDeque<Runnable> atTurnEnd = new ArrayDeque<>(); // lane
    private final HandOver handOver = new HandOver(); // lane
    private boolean ending; // lane: the end of the present turn is sure to come
    private int inputs; // lane: of the present turn
    private final TimerWheel timers = new TimerWheel(this); // lane
    private final Executor immediate = this::run;

    /** For hosts. */
    protected Lane() {}

    /** Whether the calling thread is the lane's thread, now. Any thread. */
    public abstract boolean isInside();

    /** Monotonic time in nanoseconds, from any origin. Any thread. */
    public abstract long nanoTime();

    /** Has {@link #runTasks()} called soon on the lane's thread. Any thread; does not block. */
    protected abstract void wake();

    /**
     * Has {@link #fireTimers()} called on the lane's thread after that many nanoseconds, never before. A later call
     * replaces an earlier one, whose wake-up does no harm. Called on the lane.
     */
    protected abstract void wakeAfter(long nanos);

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

    /**
     * Runs the task at once if the caller is on the lane, ahead of what waits there; else as {@link #execute} does. Any
     * thread.
     */
    public final void run(Runnable task) {
        if (isInside()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** {@link #run} as an executor. */
    public final Executor immediate() {
        return immediate;
    }

    /**
     * Runs the task on the lane after all that were given before: at once if the caller is on the lane and nothing waits,
     * else as {@link #execute} does. Any thread.
     */
    public final void runInOrder(Runnable task) {
        if (isInside() && tasks.isEmpty()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Runs the task when the present turn ends, in the order given. Called on the lane. */
    public final void atTurnEnd(Runnable task) {
        atTurnEnd.add(task);
        planEnd();
    }

    /**
     * Has the executor run the task when the present turn ends, ahead of what {@link #atTurnEnd(Runnable)} was given. All
     * that a turn leaves to one executor is handed over by one call, and a thread of the executor hands on all but the
     * first. Called on the lane.
     */
    public final void atTurnEnd(Executor executor, Runnable task) {
        if (!handOver.isOpenTo(executor)) {
            runGuarded(handOver);
        }
        handOver.add(executor, task);
        planEnd();
    }

    /** A turn that no host ends, and one that began in a callback of its own, ends with the tasks that are run next. */
    private void planEnd() {
        if (!ending) {
            ending = true;
            wakeOnce();
        }
    }

    private void wakeOnce() {
        if (awake.compareAndSet(false, true)) {
            wake();
        }
    }

    /** A timer that runs the task on the lane each time it has been started and its time has passed. */
    public final Timeout newTimeout(Runnable task) {
        return new Timeout(timers, task);
    }

    /** For hosts: runs what {@link #execute} was given and ends the turn. */
    protected final void runTasks() {
        awake.set(false);
        ending = true;
        try {
            int left = TASKS_PER_TURN;
            for (Runnable task = tasks.poll(); task != null; task = --left > 0 ? tasks.poll() : null) {
                runGuarded(task);
            }
        } finally {
            endTurn();
        }
        if (!tasks.isEmpty()) {
            wakeOnce();
        }
    }

    /** For hosts: runs the timers that are due and ends the turn. */
    protected final void fireTimers() {
        ending = true;
        try {
            timers.fire();
        } finally {
            endTurn();
        }
    }

    /** For hosts: ends a turn at once, as when no more input will come. */
    public final void endTurn() {
        try {
            do {
                runGuarded(handOver);
                for (Runnable task = atTurnEnd.poll(); task != null; task = atTurnEnd.poll()) {
                    runGuarded(task);
                }
            } while (!handOver.isEmpty());
        } finally {
            ending = false;
            inputs = 0;
        }
    }

    /**
     * For hosts: the input of one connection is over, and that of others may come. The turn ends when the lane runs tasks
     * again, which {@link #wake()} has asked for, or after 64 such calls.
     */
    public final void endTurnSoon() {
        inputs++;
        if (inputs >= INPUTS_PER_TURN) {
            endTurn();
        }
    }

    /** A failing task is a bug, or a stack overflow that hostile input caused: it must not take the lane along. */
    final void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.log(Level.ERROR, "a task on " + this + " failed", e);
        }
    }
}
