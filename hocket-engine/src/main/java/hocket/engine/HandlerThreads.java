package hocket.engine;

import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Where handlers run on a JVM without virtual threads. As many threads as there are processors share what there is to do,
 * so that a burst of short handlers costs one wake-up and not one each. A watch looks every two milliseconds, while there
 * is work, for those that do not get on, and lets others take their place. Safe for use by several threads.
 */
final class HandlerThreads implements Executor {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int CALM_LOOKS = 500; // a second without work
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int processors = Runtime.getRuntime().availableProcessors();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // any thread
    private final Queue<Worker> workers = new ConcurrentLinkedQueue<>(); // any thread: all that have not ended
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>(); // any thread: the last one to rest is woken first
    private final AtomicInteger active = new AtomicInteger(); // any thread: workers that are not resting
    private final AtomicLong number = new AtomicLong(); // any thread: of threads started so far
    private final AtomicBoolean watched = new AtomicBoolean(); // any thread
    private volatile boolean used; // any thread: since the last look
    private volatile int allowed = processors; // written by the watch: so many may be active

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (activate()) {
            wakeOne();
        }
        if (!used) {
            used = true;
            keepWatch();
        }
    }

    /** Counts one more worker as active, if there may be one more. */
    private boolean activate() {
        int now = active.get();
        while (now < allowed) {
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
            now = active.get();
        }
        return false;
    }

    private void wakeOne() {
        Worker worker = idle.poll();
        if (worker == null) {
            worker = new Worker("hocket-handler-" + number.incrementAndGet());
            workers.add(worker);
            worker.start();
        } else {
            worker.wake();
        }
    }

    private void keepWatch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            Thread watch = new Thread(this::watch, "hocket-handler-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private void watch() {
        int calm = 0;
        while (calm < CALM_LOOKS || !tasks.isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
            calm = used ? 0 : calm + 1;
            used = false;
            look();
        }
        watched.set(false);
        if (used) {
            keepWatch(); // it came while this one was on its way out
        }
    }

    /** If some block, others will too: so many may be active beside them as they are. */
    private void look() {
        int blocked = 0;
        for (Worker worker : workers) {
            blocked += worker.isBlocked() ? 1 : 0;
        }
        allowed = blocked + Math.max(processors, blocked);
        for (int free = allowed - active.get(); free > 0 && !tasks.isEmpty() && activate(); free--) {
            wakeOne();
        }
    }

    /** One thread. */
    private final class Worker extends Thread {
        /** So long one that runs is given: it may just wait for a processor. */
        private static final int PATIENCE_LOOKS = 10;

        private final AtomicInteger steps = new AtomicInteger(); // written by itself: odd while it is busy
        private volatile boolean woken; // any thread: it is counted as active again
        private int seen; // the watch: its steps at the last look
        private int looks; // the watch: how often it has seen the same task

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            do {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    work(task);
                }
            } while (rest());
            workers.remove(this);
        }

        private void work(Runnable task) {
            steps.lazySet(steps.getPlain() + 1);
            try {
                task.run();
            } catch (Throwable e) { // a mailbox lets none out
                getUncaughtExceptionHandler().uncaughtException(this, e);
            }
            steps.lazySet(steps.getPlain() + 1);
        }

        /** Waits for more to do; false if there was nothing for long. */
        private boolean rest() {
            woken = false;
            idle.push(this);
            active.decrementAndGet();
            if (!tasks.isEmpty() && activate()) { // it came between the last look and the rest
                wakeOne();
            }
            long end = System.nanoTime() + KEEP_NANOS;
            while (!woken) {
                long left = end - System.nanoTime();
                if (left <= 0 && idle.remove(this)) {
                    return false;
                }
                LockSupport.parkNanos(Math.max(left, 1));
            }
            return true;
        }

        void wake() {
            woken = true;
            LockSupport.unpark(this);
        }

        /** Whether it is busy with what it was busy with at the last look, and does not get on. */
        boolean isBlocked() {
            int now = steps.get();
            looks = now == seen && (now & 1) == 1 ? looks + 1 : 0;
            seen = now;
            return looks > 0 && (getState() != State.RUNNABLE || looks >= PATIENCE_LOOKS);
        }
    }
}
