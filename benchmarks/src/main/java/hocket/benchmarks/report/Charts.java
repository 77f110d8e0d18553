package hocket.benchmarks.report;

import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.run.Sample;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts as SVG on white, which is legible whatever is around it; colours that the colour-blind can tell apart. */
final class Charts {
    /** A tenth of a pixel is as fine as anybody sees, and takes half the room. */
    private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d)\\d+");

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final Color[] COLOURS = {
        new Color(0x0072B2), new Color(0x56B4E9), new Color(0xD55E00), new Color(0x009E73)
    };

    private final Path folder;

    Charts(Path folder) {
        this.folder = folder;
    }

    /** Bars: a group for each workload, a bar for each server. */
    void bars(String file, String title, String unit, List<String> groups, Map<String, List<@Nullable Double>> servers)
            throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(decadeBelow(servers.values()))
                .setXAxisLabelRotation(30);
        style(chart.getStyler());
        servers.forEach((server, values) -> chart.addSeries(server, groups, values));
        save(chart, file);
    }

    /** A line for each server; both axes logarithmic, so that a straight line rising by one is "proportional". */
    void lines(
            String file, String title, String xAxis, String unit, List<Sample> samples, ToDoubleFunction<Sample> value)
            throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        style(chart.getStyler());
        for (String server : servers(samples)) {
            Map<Integer, Double> points = samples.stream()
                    .filter(sample -> sample.contestant().equals(server) && value.applyAsDouble(sample) > 0)
                    .collect(Collectors.toMap(Sample::x, value::applyAsDouble, Math::min, TreeMap::new));
            if (!points.isEmpty()) {
                chart.addSeries(server, new ArrayList<>(points.keySet()), new ArrayList<>(points.values()));
            }
        }
        save(chart, file);
    }

    /** Bars begin at zero by default, which has no logarithm. */
    private static double decadeBelow(Collection<List<@Nullable Double>> values) {
        double least = values.stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .mapToDouble(value -> value)
                .min()
                .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least)));
    }

    static List<String> servers(List<Sample> samples) {
        return samples.stream().map(Sample::contestant).distinct().toList();
    }

    static ToDoubleFunction<Sample> of(ToDoubleFunction<LoadResult> value) {
        return sample -> value.applyAsDouble(sample.result());
    }

    private static void style(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setSeriesColors(COLOURS);
    }

    private void save(Chart<?, ?> chart, String file) throws IOException {
        Path path = folder.resolve(file);
        VectorGraphicsEncoder.saveVectorGraphic(chart, path.toString(), VectorGraphicsFormat.SVG);
        String svg = Files.readString(path);
        Files.writeString(path, NEEDLESS_DIGITS.matcher(svg).replaceAll("$1"));
    }
}
