package hocket.client;

import java.net.http.HttpClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads of an {@link HttpClient} of our own, besides its selector. They end when idle. */
final class JdkThreads extends ThreadPoolExecutor {
    private static final int THREADS = 4; // more than one: host names are resolved on them
    private static final int IDLE_SECONDS = 3;

    private volatile @Nullable Thread selector; // any thread

    JdkThreads() {
        super(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), JdkThreads::newThread);
        allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "hocket-client-http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        Thread caller = Thread.currentThread();
        if (selector == null && caller.getName().endsWith("-SelectorManager")) {
            selector = caller;
        }
        super.execute(task);
    }

    /**
     * Ends the client's selector, which before JDK 21 has no other way to be ended. The threads here are left to end by
     * themselves: the client may still need them for that.
     */
    void end() {
        Thread found = selector;
        if (found != null) {
            found.interrupt();
        }
    }
}
