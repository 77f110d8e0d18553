package hocket.benchmarks.guard;

import hocket.benchmarks.codec.CodecResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many bytes each operation may allocate, in a file of lines {@code name=bytes}. */
public final class Bounds {
    /** What the compiler's decisions may add from one run to the next. */
    private static final double SLACK = 0.03;

    private static final int SLACK_BYTES = 16;
    private static final String HEADER = """
            # Bytes that one operation of each benchmark allocates, plus %.0f %% and %d bytes at most.
            # ./bench guard compares, ./bench guard --update writes.
            """.formatted(SLACK * 100, SLACK_BYTES);

    private final Map<String, Long> bytes;

    private Bounds(Map<String, Long> bytes) {
        this.bytes = bytes;
    }

    public static Bounds of(Collection<CodecResult> results) {
        Map<String, Long> bytes = new TreeMap<>();
        results.forEach(result -> bytes.put(result.name(), Math.round(result.bytes())));
        return new Bounds(bytes);
    }

    public static Bounds read(Path file) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                bytes.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
            }
        }
        return new Bounds(bytes);
    }

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        bytes.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(file, text);
    }

    /** What is wrong with these results, a sentence each; none if they keep the bounds. */
    public List<String> complaints(Collection<CodecResult> results) {
        List<String> complaints = new ArrayList<>();
        TreeSet<String> gone = new TreeSet<>(bytes.keySet());
        for (CodecResult result : results) {
            gone.remove(result.name());
            Long bound = bytes.get(result.name());
            if (bound == null) {
                complaints.add(result.name() + " has no bound");
            } else if (result.bytes() > bound * (1 + SLACK) + SLACK_BYTES) {
                complaints.add("%s grew from %d to %.0f bytes".formatted(result.name(), bound, result.bytes()));
            }
        }
        gone.forEach(name -> complaints.add(name + " has a bound but did not run"));
        return complaints;
    }
}
