package hocket.client;

import hocket.client.spi.ClientLane;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A lane that is cranked by hand, with a clock of its own. The thread that made it is the lane's thread. */
final class VirtualLane extends ClientLane {
    private final Thread thread = Thread.currentThread();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.comparingLong((Alarm alarm) -> alarm.at).thenComparing(alarm -> alarm.number));
    private long now;
    private long alarmsSoFar;
    private volatile boolean awake; // any thread
    private boolean closed;

    @Override
    public boolean isInside() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected boolean wake() {
        awake = !closed;
        return awake;
    }

    @Override
    protected Timer wakeAfter(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now + Math.max(0, delay.toNanos()), alarmsSoFar++, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Runs all that was handed over. */
    void crank() {
        do {
            awake = false;
            runTasks();
        } while (awake);
    }

    /** Lets time pass, and everything happen that is due meanwhile, in order. */
    void advance(Duration duration) {
        long end = now + duration.toNanos();
        crank();
        while (!alarms.isEmpty() && alarms.element().at <= end) {
            Alarm due = alarms.remove();
            now = Math.max(now, due.at);
            due.task.run();
            crank();
        }
        now = end;
    }

    /** Lets time pass of which the lane notices nothing, as when a machine sleeps. */
    void sleep(Duration duration) {
        now += duration.toNanos();
    }

    /** As when its transport is closed. */
    void close() {
        closed = true;
    }

    /** How many timers are set. */
    int alarms() {
        return alarms.size();
    }

    private record Alarm(long at, long number, Runnable task) {}
}
