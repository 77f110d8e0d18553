package hocket.benchmarks;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.codec.CodecRun;
import hocket.benchmarks.guard.Guard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What {@code ./bench} starts, in the root of the project, for everything but the server. */
final class Bench {
    private static final Path BOUNDS = Path.of("benchmarks", "allocation.properties");

    private Bench() {}

    public static void main(String[] args) throws IOException {
        try {
            System.exit(run(List.of(args)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private static int run(List<String> args) throws IOException {
        return switch (args.get(0)) {
            case "jmh" -> jmh(args.size() > 1 ? args.get(1) : "");
            case "guard" -> guard(args.subList(1, args.size()));
            default -> throw new IllegalArgumentException("unknown command: " + args.get(0));
        };
    }

    private static int jmh(String regex) {
        for (CodecResult result : CodecRun.timed(regex)) {
            System.out.printf(
                    "%-36s %10.0f ns ± %.0f, %.0f bytes%n",
                    result.name(), result.nanos(), result.error(), result.bytes());
        }
        return 0;
    }

    private static int guard(List<String> args) throws IOException {
        if (args.isEmpty()) {
            return Guard.check(BOUNDS);
        }
        if (!args.equals(List.of("--update"))) {
            throw new IllegalArgumentException("guard takes nothing or --update");
        }
        Guard.update(BOUNDS);
        return 0;
    }
}
