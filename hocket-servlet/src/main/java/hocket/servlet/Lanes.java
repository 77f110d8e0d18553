package hocket.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one servlet: a fixed number of lanes, and a few for calls that block. Safe for use by several threads. */
final class Lanes implements AutoCloseable {
    private static final int BLOCKING_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final List<ServletLane> lanes = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger(); // any thread
    private final ThreadPoolExecutor blocking;

    Lanes(int count) {
        for (int i = 0; i < count; i++) {
            lanes.add(new ServletLane("hocket-lane-" + i));
        }
        AtomicInteger number = new AtomicInteger();
        blocking = new ThreadPoolExecutor(
                BLOCKING_THREADS,
                BLOCKING_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread made = new Thread(work, "hocket-closing-" + number.getAndIncrement());
                    made.setDaemon(true);
                    return made;
                });
        blocking.allowCoreThreadTimeOut(true);
    }

    /** Each in turn. */
    ServletLane next() {
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    }

    /** For what may block for a moment. */
    Executor blocking() {
        return blocking;
    }

    @Override
    public void close() {
        lanes.forEach(ServletLane::stop);
        blocking.shutdown();
    }
}
