package hocket.benchmarks;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.codec.CodecRun;
import hocket.benchmarks.guard.Guard;
import hocket.benchmarks.report.Report;
import hocket.benchmarks.run.Curve;
import hocket.benchmarks.run.Effort;
import hocket.benchmarks.run.Measurement;
import hocket.benchmarks.run.Plan;
import hocket.benchmarks.run.Progress;
import hocket.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Files;
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
        System.exit(status(List.of(args)));
    }

    private static int status(List<String> args) throws IOException {
        try {
            return run(args);
        } catch (IllegalArgumentException | IllegalStateException e) {
            Progress.end();
            System.err.println("bench: " + e.getMessage());
            return 2;
        }
    }

    private static int run(List<String> args) throws IOException {
        List<String> left = new ArrayList<>(args);
        Effort effort = left.remove("--quick") ? Effort.QUICK : Effort.FULL;
        String command = left.isEmpty() ? "all" : left.remove(0);
        Measurement measurement = new Measurement(effort);
        switch (command) {
            case "jmh" -> {
                return jmh(left.isEmpty() ? "" : left.remove(0), left);
            }
            case "guard" -> {
                return guard(left);
            }
            case "report" -> {
                return report(left);
            }
            case "run" -> measurement.rounds(left);
            case "curves" -> measurement.curves(Plan.chosen(Plan.curves(), Curve::name, left));
            case "scale" -> {
                end(left);
                measurement.curves(Plan.scale());
                measurement.simulate();
            }
            case "memory" -> {
                end(left);
                measurement.memory();
            }
            case "clients" -> {
                end(left);
                measurement.clients();
            }
            case "all" -> all(measurement);
            default -> throw new IllegalArgumentException("unknown command: " + command);
        }
        Progress.end();
        boolean whole = command.equals("all") && effort.equals(Effort.FULL);
        Path folder = whole ? PUBLISHED : TRIED;
        Report.write(measurement.results(), folder);
        return written(folder);
    }

    private static void all(Measurement measurement) throws IOException {
        measurement.rounds(List.of());
        measurement.curves(Plan.curves());
        measurement.curves(Plan.scale());
        measurement.simulate();
        measurement.memory();
        measurement.clients();
        measurement.codecs();
    }

    /** Nothing may follow. */
    private static void end(List<String> left) {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("what is " + String.join(" ", left) + "? see ./bench --help");
        }
    }

    private static int report(List<String> left) throws IOException {
        end(left);
        Path results = PUBLISHED.resolve("results.json");
        if (!Files.exists(results)) {
            throw new IllegalStateException("there is no " + results + " yet; ./bench writes it");
        }
        Report.write(Results.read(results), PUBLISHED);
        return written(PUBLISHED);
    }

    private static int written(Path folder) {
        System.out.println("bench: wrote " + folder.resolve("README.md"));
        return 0;
    }

    private static int jmh(String regex, List<String> left) {
        end(left);
        List<CodecResult> results = CodecRun.timed(regex, new Progress("codecs")::next);
        Progress.end();
        for (CodecResult result : results) {
            System.out.printf(
                    "%-36s %10.0f ns ± %.0f, %.0f bytes%n",
                    result.name(), result.nanos(), result.error(), result.bytes());
        }
        return 0;
    }

    private static int guard(List<String> left) throws IOException {
        boolean update = left.remove("--update");
        end(left);
        List<CodecResult> results = CodecRun.counted("", new Progress("guard")::next);
        Progress.end();
        if (update) {
            Guard.update(BOUNDS, results);
            return 0;
        }
        return Guard.check(BOUNDS, results);
    }
}
