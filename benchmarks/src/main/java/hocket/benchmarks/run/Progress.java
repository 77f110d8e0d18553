package hocket.benchmarks.run;

import java.lang.management.ManagementFactory;

/**
 * How far it is, on the error output: twenty minutes without a word would be long. On a terminal it is one line that is
 * written over.
 */
public final class Progress {
    private static final boolean TERMINAL = System.getenv("HOCKET_BENCH_TERMINAL") != null;
    private static final String FORMAT = TERMINAL ? "\r\u001b[K%s" : "%s%n";

    private final String part;
    private final String total;
    private int step;

    public Progress(String part, int steps) {
        this.part = part;
        this.total = " of " + steps;
    }

    /** Of a part of which nobody knows how many steps it has. */
    public Progress(String part) {
        this.part = part;
        this.total = "";
    }

    public void next(String what) {
        long seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
        String time = "%d:%02d".formatted(seconds / 60, seconds % 60);
        System.err.printf(FORMAT, "bench: " + time + ", " + part + " " + ++step + total + ": " + what);
    }

    /** Leaves the line to whatever is printed next. */
    public static void end() {
        if (TERMINAL) {
            System.err.printf(FORMAT, "");
        }
    }
}
