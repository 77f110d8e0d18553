package hocket.testkit;

import hocket.engine.spi.Lane;
import java.time.Duration;
import java.util.PriorityQueue;

/**
 * A lane that is cranked by hand, with a clock of its own that stands still in between. The thread that made it is the
 * lane's thread.
 */
public final class VirtualLane extends Lane {
    private final Thread thread = Thread.currentThread();
    private final PriorityQueue<Long> wakeups = new PriorityQueue<>();
    private long now;
    private int turns;
    private volatile boolean awake; // any thread

    @Override
    public boolean isInside() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected void wake() {
        awake = true;
    }

    @Override
    protected void wakeAfter(long nanos) {
        wakeups.add(now + nanos);
    }

    /** Runs what was handed over by {@link #execute}, also by other threads, and ends the turn. */
    public void crank() {
        do {
            turns++;
            awake = false;
            runTasks();
        } while (awake);
    }

    /** How many turns it took so far to run what was handed over. */
    int turns() {
        return turns;
    }

    /** Lets time pass, and everything happen that is due meanwhile, in order. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        crank();
        while (!wakeups.isEmpty() && wakeups.peek() <= end) {
            now = Math.max(now, wakeups.remove());
            fireTimers();
            crank();
        }
        now = end;
    }

    @Override
    public String toString() {
        return "virtual lane at " + Duration.ofNanos(now);
    }
}
