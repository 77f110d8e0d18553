package hocket.benchmarks.load;

import java.util.List;

/**
 * What one run showed. A message is one round trip, or one delivery of a broadcast.
 *
 * @param openSeconds from the first dial until all clients were ready
 * @param openCpuSeconds the server's processor time meanwhile
 * @param seconds the measured window
 * @param cpuSeconds the server's processor time in it
 * @param wrong messages that were not byte for byte what must come
 * @param lost connections that ended
 * @param missing messages that never came
 */
public record LoadResult(
        String workload,
        int clients,
        double openSeconds,
        double openCpuSeconds,
        double seconds,
        double cpuSeconds,
        double clientCpuSeconds,
        long messages,
        double p50Micros,
        double p90Micros,
        double p99Micros,
        double p999Micros,
        long wrong,
        long lost,
        long missing,
        List<String> faults) {
    /** Of a run in which no time passed. */
    public static LoadResult ofCpu(int clients, double cpuSeconds, long messages, long missing) {
        return new LoadResult(
                "in memory", clients, 0, 0, 0, cpuSeconds, 0, messages, 0, 0, 0, 0, 0, 0, missing, List.of());
    }

    public boolean isCorrect() {
        return wrong == 0 && lost == 0 && missing == 0;
    }

    public double perSecond() {
        return seconds == 0 ? 0 : messages / seconds;
    }

    public double cpuMicrosPerMessage() {
        return messages == 0 ? Double.NaN : cpuSeconds * 1e6 / messages;
    }

    public double cpuMicrosPerConnection() {
        return clients == 0 ? Double.NaN : openCpuSeconds * 1e6 / clients;
    }
}
