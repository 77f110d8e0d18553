package hocket.benchmarks.report;

import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.run.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** One number from several visits. */
final class Figures {
    private Figures() {}

    /** NaN if there are none. */
    static double median(List<Sample> samples, ToDoubleFunction<LoadResult> value) {
        return median(samples.stream().mapToDouble(sample -> value.applyAsDouble(sample.result())));
    }

    /** Of the processor time of neighbours in time, which the machine treated alike. NaN if there are none. */
    static double medianRatio(List<Sample> samples, List<Sample> reference) {
        return median(samples.stream()
                .flatMapToDouble(sample -> reference.stream()
                        .filter(other -> other.round() == sample.round())
                        .mapToDouble(other -> sample.result().cpuMicrosPerMessage()
                                / other.result().cpuMicrosPerMessage())));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.filter(Double::isFinite).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least: whatever else a machine does only adds. NaN if there are none. */
    static double best(List<Sample> samples, ToDoubleFunction<LoadResult> value) {
        return Arrays.stream(samples.stream()
                        .mapToDouble(sample -> value.applyAsDouble(sample.result()))
                        .filter(number -> !Double.isNaN(number))
                        .toArray())
                .min()
                .orElse(Double.NaN);
    }

    static boolean allCorrect(List<Sample> samples) {
        return samples.stream().allMatch(sample -> sample.result().isCorrect());
    }

    /** Three digits that mean something. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
