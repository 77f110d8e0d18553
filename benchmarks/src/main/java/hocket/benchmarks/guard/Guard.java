package hocket.benchmarks.guard;

import hocket.benchmarks.codec.CodecResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Compares what the codecs allocate now with the bounds, or makes it the bounds. */
public final class Guard {
    private Guard() {}

    /** Returns the status for the shell: 0 if nothing grew. */
    public static int check(Path file, Collection<CodecResult> results) throws IOException {
        List<String> complaints = Bounds.read(file).complaints(results);
        complaints.forEach(complaint -> System.err.println("bench guard: " + complaint));
        if (complaints.isEmpty()) {
            System.out.println("bench guard: " + results.size() + " benchmarks allocate no more than before");
            return 0;
        }
        System.err.println("bench guard: if that is meant to be, ./bench guard --update");
        return 1;
    }

    public static void update(Path file, Collection<CodecResult> results) throws IOException {
        Bounds.of(results).write(file);
        System.out.println("bench guard: wrote " + file);
    }
}
