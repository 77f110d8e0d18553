package hocket.benchmarks.run;

import com.sun.management.UnixOperatingSystemMXBean;
import hocket.benchmarks.load.Workload;
import java.lang.management.ManagementFactory;

/** How many connections this process, or a server, may have. */
final class OpenFiles {
    private static final int OTHERS = 200;

    private OpenFiles() {}

    static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Whether they suffice; a polling client has two connections. */
    static boolean suffice(Workload workload) {
        return (long) workload.connections() * (workload.polling() ? 2 : 1) + OTHERS <= limit();
    }
}
