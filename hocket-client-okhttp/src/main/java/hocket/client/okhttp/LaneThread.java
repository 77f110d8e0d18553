package hocket.client.okhttp;

import hocket.client.spi.ClientLane;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread on which all managers of a transport live; it ends after a minute in which nothing waits. */
final class LaneThread {
    private static final long IDLE_SECONDS = 60;

    private final ScheduledThreadPoolExecutor executor;

    LaneThread() {
        executor = new ScheduledThreadPoolExecutor(1, LaneThread::newThread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable work) {
        Thread made = new Thread(work, "hocket-client");
        made.setDaemon(true);
        return made;
    }

    ClientLane newLane() {
        return ClientLane.onAnyThread(executor);
    }

    /** Ends the thread when it has done this and what was given before. */
    void endAfter(Runnable last) {
        executor.execute(() -> {
            last.run();
            executor.execute(executor::shutdown);
        });
    }
}
