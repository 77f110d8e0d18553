package hocket.client;

import hocket.client.spi.ClientLane;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where handlers run by default: on one daemon thread, and, while that does not get on because a handler blocks, on one
 * more for each that does. Threads end after some seconds without work. Safe for use by several threads.
 */
final class HandlerPool implements Executor {
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final long KEEP_SECONDS = 5;

    private final ClientLane lane;
    private final Pool pool = new Pool();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet(); // any thread: those that have not ended
    private final AtomicInteger number = new AtomicInteger(); // any thread: of threads started so far
    private final AtomicBoolean watched = new AtomicBoolean(); // any thread

    HandlerPool(ClientLane lane) {
        this.lane = lane;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
        if (!pool.getQueue().isEmpty() && !pool.isShutdown() && watched.compareAndSet(false, true)) {
            lane.execute(this::watch);
        }
    }

    /** Whether the calling thread is one of these. */
    boolean isInside() {
        return Thread.currentThread() instanceof Worker worker && workers.contains(worker);
    }

    private void watch() {
        workers.forEach(Worker::look);
        if (!pool.isShutdown()) { // else the lane may be gone too
            lane.schedule(LOOK, this::look);
        }
    }

    /** Another thread takes over when all that there are block; when nothing waits, one is enough again. */
    private void look() {
        if (pool.getQueue().isEmpty()) {
            pool.setCorePoolSize(1);
            watched.set(false);
            if (!pool.getQueue().isEmpty() && watched.compareAndSet(false, true)) {
                watch(); // it came in between, and saw that somebody watched
            }
            return;
        }
        int blocked = 0;
        for (Worker worker : workers) {
            blocked += worker.isBlocked() ? 1 : 0;
        }
        if (blocked >= pool.getCorePoolSize()) {
            pool.setCorePoolSize(blocked + 1);
        }
        watch();
    }

    /** Lets what was handed over run, and ends. */
    void close() {
        pool.shutdown();
    }

    /** One thread of a size that changes. */
    private final class Pool extends ThreadPoolExecutor {
        Pool() {
            super(1, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            setThreadFactory(Worker::new);
            allowCoreThreadTimeOut(true);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            ((Worker) thread).step();
        }

        @Override
        protected void afterExecute(Runnable task, Throwable error) {
            ((Worker) Thread.currentThread()).step();
        }
    }

    private final class Worker extends Thread {
        private final AtomicInteger steps = new AtomicInteger(); // any thread: odd while it is busy
        private int seen; // lane: its steps at the last look

        Worker(Runnable work) {
            super(work, "hocket-client-handler-" + number.incrementAndGet());
            setDaemon(true);
        }

        @Override
        public void run() {
            workers.add(this);
            try {
                super.run();
            } finally {
                workers.remove(this);
            }
        }

        void step() {
            steps.incrementAndGet();
        }

        void look() {
            seen = steps.get();
        }

        /** Whether it is busy with what it was busy with at the last look, and waits for something. */
        boolean isBlocked() {
            int now = steps.get();
            return now == seen && (now & 1) == 1 && getState() != State.RUNNABLE;
        }
    }
}
