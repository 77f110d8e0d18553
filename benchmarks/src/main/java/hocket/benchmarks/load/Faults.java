package hocket.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** What a server did wrong. */
final class Faults {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long wrong;
    private long lost;

    /** A message is not the one that must come now. */
    void wrong(String what) {
        wrong++;
        keep(what);
    }

    /** A connection ended, or did not come about. */
    void lost(String what) {
        lost++;
        keep(what);
    }

    private void keep(String what) {
        if (first.size() < KEPT) {
            first.add(what);
        }
    }

    long wrong() {
        return wrong;
    }

    long lost() {
        return lost;
    }

    List<String> first() {
        return List.copyOf(first);
    }
}
