package hocket.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread on which all lanes of a {@link JdkTransport} run. It is there only while there is something to do. */
final class JdkLanes extends ScheduledThreadPoolExecutor {
    private static final int IDLE_SECONDS = 3;

    JdkLanes() {
        super(1);
        setThreadFactory(JdkLanes::newThread);
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "hocket-client");
        thread.setDaemon(true);
        return thread;
    }
}
