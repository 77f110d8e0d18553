package hocket.benchmarks.codec;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package, each in a JVM of its own. */
public final class CodecRun {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private CodecRun() {}

    /** Those whose name the regular expression is found in, long enough for the time to mean something: 4 s each. */
    public static List<CodecResult> timed(String regex, Consumer<String> onBenchmark) {
        return run(
                regex,
                onBenchmark,
                options -> options.forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(400)));
    }

    /**
     * Those whose name the regular expression is found in, for what they allocate. Without escape analysis every object is
     * counted that the code makes, and not those that the compiler happened to leave: the figure is always the same, and
     * there is little to wait for.
     */
    public static List<CodecResult> counted(String regex, Consumer<String> onBenchmark) {
        return run(
                regex,
                onBenchmark,
                options -> options.forks(1)
                        .jvmArgsAppend("-XX:-DoEscapeAnalysis")
                        .warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(100))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.milliseconds(200)));
    }

    private static List<CodecResult> run(
            String regex, Consumer<String> onBenchmark, UnaryOperator<ChainedOptionsBuilder> length) {
        String inThisPackage = CodecRun.class.getPackageName().replace(".", "\\.") + "\\..*(?:" + regex + ")";
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(inThisPackage)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        QuietFormat format = new QuietFormat(onBenchmark);
        try {
            return new Runner(length.apply(options).build(), format)
                    .run().stream().map(CodecRun::result).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("the benchmarks did not run: " + e.getMessage() + "\n" + format.said(), e);
        }
    }

    private static CodecResult result(RunResult run) {
        return new CodecResult(
                name(run.getParams()),
                run.getPrimaryResult().getScore(),
                run.getPrimaryResult().getScoreError(),
                allocated(run));
    }

    static String name(BenchmarkParams benchmark) {
        String[] path = benchmark.getBenchmark().split("\\.", -1);
        StringBuilder name = new StringBuilder(path[path.length - 2].replace("Benchmark", ""))
                .append('.')
                .append(path[path.length - 1]);
        benchmark.getParamsKeys().stream()
                .sorted()
                .forEach(key -> name.append('.').append(benchmark.getParam(key)));
        return name.toString();
    }

    private static double allocated(RunResult run) {
        for (Result<?> result : run.getSecondaryResults().values()) {
            if (result.getLabel().endsWith(ALLOCATED)) {
                return result.getScore();
            }
        }
        throw new IllegalStateException("this JVM does not tell what a thread allocates");
    }
}
