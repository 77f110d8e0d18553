package hocket.benchmarks.load;

import org.HdrHistogram.Histogram;

/** Counts what arrives while it is on. */
final class Meter {
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(DIGITS);
    private final Faults faults = new Faults();
    private final long startNanos = System.nanoTime();
    private boolean isOn;
    private long messages;

    void turn(boolean on) {
        isOn = on;
    }

    void onMessage(long sentNanos) {
        if (isOn) {
            messages++;
            latency.recordValue(Math.max(0, System.nanoTime() - sentNanos));
        }
    }

    long startNanos() {
        return startNanos;
    }

    long messages() {
        return messages;
    }

    Faults faults() {
        return faults;
    }

    double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
