package hocket.engine.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One timer of a lane, started and cancelled any number of times; starting it again only moves its deadline. Belongs to
 * the lane. It fires at its deadline or later by up to a 256th of its delay, 17 ms at most, and never before.
 */
public final class Timeout {
    private final TimerWheel wheel;
    final Runnable task;
    long deadline; // lane
    long tick = TimerWheel.NOT_QUEUED; // lane: where in the wheel it is

    @Nullable
    Timeout previous; // lane

    @Nullable
    Timeout next; // lane

    Timeout(TimerWheel wheel, Runnable task) {
        this.wheel = wheel;
        this.task = task;
    }

    /** Lets the task run once, after that time; an earlier start is forgotten. Called on the lane. */
    public void start(Duration delay) {
        startNanos(delay.toNanos());
    }

    /** As {@link #start}, in nanoseconds. */
    public void startNanos(long nanos) {
        wheel.start(this, nanos);
    }

    /** Lets the task not run; harmless if it was not going to. Called on the lane. */
    public void cancel() {
        wheel.cancel(this);
    }

    /** Whether the task is going to run. Called on the lane. */
    public boolean isStarted() {
        return tick != TimerWheel.NOT_QUEUED;
    }
}
