package hocket.benchmarks.run;

/**
 * What a client did.
 *
 * @param cpuMicros processor time of the client's process for each round trip
 * @param wrong answers that were not what was sent
 * @param heapBytes live objects for each socket; 0 if not weighed
 */
public record ClientFigure(
        String client,
        String workload,
        double perSecond,
        double cpuMicros,
        long wrong,
        int threads,
        double heapBytes) {}
