package hocket.servlet;

import hocket.engine.spi.Lane;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread of the host's own as a lane: containers have many threads, and give none of them to one session for long. */
final class ServletLane extends Lane {
    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    private final Runnable taskRun = this::runTasks;
    private final Gate gate = new Gate(this);
    private volatile @Nullable Thread thread; // any thread: null before the first task
    private @Nullable ScheduledFuture<?> wakeup; // lane

    ServletLane(String name) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, this::newThread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /** Through which the lane's work goes back to the container. */
    Gate gate() {
        return gate;
    }

    @Override
    public boolean isInside() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected void wake() {
        try {
            executor.execute(taskRun);
        } catch (RejectedExecutionException e) {
            // the servlet was destroyed: every session has ended, and what is late for them has no receiver
            if (!executor.isShutdown()) {
                throw e;
            }
        }
    }

    @Override
    protected void wakeAfter(long nanos) {
        if (wakeup != null) {
            wakeup.cancel(false);
        }
        if (!executor.isShutdown()) {
            wakeup = executor.schedule(this::fireTimers, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Runs what was given so far, and nothing that comes later. */
    void stop() {
        executor.shutdown();
    }

    @Override
    public String toString() {
        return name;
    }
}
