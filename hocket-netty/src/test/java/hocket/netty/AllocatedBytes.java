package hocket.netty;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What threads have allocated on the heap since some moment. */
final class AllocatedBytes {
    private final String prefix;
    private final long before;

    private AllocatedBytes(String prefix) {
        this.prefix = prefix;
        this.before = now(prefix);
    }

    /** From now on, by the threads whose names begin so. */
    static AllocatedBytes ofThreads(String prefix) {
        return new AllocatedBytes(prefix);
    }

    long since() {
        return now(prefix) - before;
    }

    private static long now(String prefix) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .mapToLong(Thread::getId)
                .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
    }
}
