package hocket.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** Time on the clock, of the server's processor, and of the thread that makes the load; runs until it is stopped. */
final class Stopwatch {
    private final Supplier<Duration> serverCpu;
    private final long startNanos = System.nanoTime();
    private final long startOwn = ownNanos();
    private final Duration startServer;
    private double seconds = -1;
    private double ownCpuSeconds;
    private double serverCpuSeconds;

    Stopwatch(Supplier<Duration> serverCpu) {
        this.serverCpu = serverCpu;
        this.startServer = serverCpu.get();
    }

    Stopwatch stop() {
        seconds = (System.nanoTime() - startNanos) / 1e9;
        ownCpuSeconds = (ownNanos() - startOwn) / 1e9;
        serverCpuSeconds = serverCpu.get().minus(startServer).toNanos() / 1e9;
        return this;
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    double seconds() {
        return stopped().seconds;
    }

    double ownCpuSeconds() {
        return stopped().ownCpuSeconds;
    }

    double serverCpuSeconds() {
        return stopped().serverCpuSeconds;
    }

    private Stopwatch stopped() {
        return seconds < 0 ? stop() : this;
    }
}
