package hocket.client;

import java.net.http.HttpClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The threads of an {@link HttpClient} of our own, besides its selector. They end when idle. */
final class JdkThreads extends ThreadPoolExecutor {
    private static final int THREADS = 4; // more than one: host names are resolved on them
    private static final int IDLE_SECONDS = 3;
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

    JdkThreads() {
        super(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), JdkThreads::newThread);
        allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "hocket-client-http");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Ends the selector of that client, which before JDK 21 has no other way to be ended than to be collected. It is known
     * by its name, in which the number stands that ends the client's text. The threads here are left to end by themselves:
     * the client may still need them for that.
     */
    static void endSelector(HttpClient client) {
        Matcher number = NUMBER.matcher(client.toString());
        if (number.find()) {
            interrupt("HttpClient-" + number.group(1) + "-SelectorManager");
        }
    }

    private static void interrupt(String name) {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[2 * all.activeCount() + THREADS]; // an estimate, and some may have begun since
        int count = all.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(name)) {
                threads[i].interrupt();
            }
        }
    }
}
