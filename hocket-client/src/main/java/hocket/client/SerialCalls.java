package hocket.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes calls one at a time, in the order given, on whichever thread brings one; none after the last. Any thread. */
final class SerialCalls {
    private static final Logger LOG = Logger.getLogger("hocket.client");

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(); // any thread
    private final AtomicInteger pending = new AtomicInteger(); // any thread: the call that is made, and those that wait
    private final AtomicBoolean ending = new AtomicBoolean(); // any thread: the last call was given
    private volatile boolean over; // any thread: no call is made any more

    /** Makes the call, unless the last was given. */
    void make(Runnable call) {
        if (!ending.get()) {
            add(call);
        }
    }

    /** Makes the call, and none after it; whether this is the first that was to be the last. */
    boolean makeLast(Runnable call) {
        boolean first = ending.compareAndSet(false, true);
        if (first) {
            add(() -> {
                over = true; // make() may have looked before this was given, and added after it
                call.run();
            });
        }
        return first;
    }

    /** Makes no further call; whether the last was not given before. */
    boolean stop() {
        over = true;
        return ending.compareAndSet(false, true);
    }

    /** Whether the last call was given. */
    boolean isEnding() {
        return ending.get();
    }

    private void add(Runnable call) {
        waiting.add(call);
        if (pending.getAndIncrement() == 0) {
            do {
                makeNext();
            } while (pending.decrementAndGet() > 0);
        }
    }

    private void makeNext() {
        Runnable call = waiting.poll();
        if (call == null || over) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.log(Level.SEVERE, "a listener of a connection failed", e);
        }
    }
}
