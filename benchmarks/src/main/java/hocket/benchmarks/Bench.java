package hocket.benchmarks;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.codec.CodecRun;
import hocket.benchmarks.guard.Guard;
import hocket.benchmarks.report.Report;
import hocket.benchmarks.run.Curve;
import hocket.benchmarks.run.Effort;
import hocket.benchmarks.run.Measurement;
import hocket.benchmarks.run.Plan;
import hocket.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./bench} starts, in the root of the project, for everything but the server. */
final class Bench {
    private static final Path PUBLISHED = Path.of("docs", "benchmarks");
    private static final Path TRIED = Path.of("benchmarks", "target", "report");
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
        List<String> left = new ArrayList<>(args);
        Effort effort = left.remove("--quick") ? Effort.QUICK : Effort.FULL;
        String command = left.isEmpty() ? "all" : left.remove(0);
        Measurement measurement = new Measurement(effort);
        switch (command) {
            case "jmh" -> {
                return jmh(left.isEmpty() ? "" : left.get(0));
            }
            case "guard" -> {
                return guard(left);
            }
            case "run" -> measurement.rounds(left);
            case "curves" -> measurement.curves(chosen(left));
            case "scale" -> measurement.curves(Plan.scale());
            case "memory" -> measurement.memory();
            case "all" -> all(measurement);
            case "report" -> {
                Report.write(Results.read(PUBLISHED.resolve("results.json")), PUBLISHED);
                return 0;
            }
            default -> throw new IllegalArgumentException("unknown command: " + command);
        }
        boolean whole = command.equals("all") && effort.equals(Effort.FULL);
        Path folder = whole ? PUBLISHED : TRIED;
        Report.write(measurement.results(), folder);
        System.out.println("bench: wrote " + folder.resolve("README.md"));
        return 0;
    }

    private static void all(Measurement measurement) throws IOException {
        measurement.rounds(List.of());
        measurement.curves(Plan.curves());
        measurement.curves(Plan.scale());
        measurement.memory();
        measurement.codecs();
    }

    private static List<Curve> chosen(List<String> names) {
        return Plan.curves().stream()
                .filter(curve -> names.isEmpty() || names.contains(curve.name()))
                .toList();
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
