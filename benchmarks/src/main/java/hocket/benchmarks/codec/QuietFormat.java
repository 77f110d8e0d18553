package hocket.benchmarks.codec;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Says which benchmark begins, and keeps the rest of what JMH says for the case that it fails. */
final class QuietFormat implements OutputFormat {
    private final Consumer<String> onBenchmark;
    private final StringBuilder said = new StringBuilder();

    QuietFormat(Consumer<String> onBenchmark) {
        this.onBenchmark = onBenchmark;
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        said.setLength(0);
        onBenchmark.accept(CodecRun.name(benchmark));
    }

    /** What was said of the benchmark that began last. */
    String said() {
        return said.toString();
    }

    @Override
    public void print(String text) {
        said.append(text);
    }

    @Override
    public void println(String text) {
        said.append(text).append('\n');
    }

    @Override
    public void write(int letter) {
        said.append((char) letter);
    }

    @Override
    public void write(byte[] letters) {
        said.append(new String(letters, StandardCharsets.UTF_8));
    }

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void startRun() {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
