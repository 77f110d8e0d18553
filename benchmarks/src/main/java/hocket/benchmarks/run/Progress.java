package hocket.benchmarks.run;

/** A line for each step, on the error output: an hour without a word would be long. */
final class Progress {
    private final int steps;
    private int step;

    Progress(int steps) {
        this.steps = steps;
    }

    void next(String what) {
        System.err.printf("bench: %d of %d: %s%n", ++step, steps, what);
    }

    static void say(String what) {
        System.err.println("bench: " + what);
    }
}
