package hocket.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time of this thread: what a hostile peer costs, whatever else the machine does. */
public final class CpuTime {
    private static final int ATTEMPTS = 3;

    private CpuTime() {}

    /** What the work takes in seconds; the least of a few attempts, since the JIT and the collector disturb single ones. */
    public static double seconds(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least / 1e9;
    }
}
