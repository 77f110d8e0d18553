package hocket.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.run.ClientFigure;
import hocket.benchmarks.run.MemoryFigure;
import hocket.benchmarks.run.Results;
import hocket.benchmarks.run.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void pageHoldsTheResults() throws IOException {
        Report.write(results(), folder);

        assertThat(folder.resolve("README.md"))
                .content()
                .contains("| date | 2001-02-03 |", "| echo1 | 100 clients |", "![")
                .contains("| workload | ours | theirs |", "| echo1 | 2.00 | 8.00* |", "| echo1 | 2,500 | 1,250* |")
                .contains("| connection | ours | 1000 | 2,048 | 4,096 |", "| Event.encode | 300 | 10.0 | 1,048 |")
                .contains("| ack | ours | 2.00 | 500,000 | 3 |", "| ack | theirs* | 14.0 | 70,000 | 60 |")
                .contains("| 1000 idle | ours | 12 | 20,000 |")
                .contains("- a note", "- theirs, echo1: 3 wrong, 0 connections lost, 0 missing");
    }

    @Test
    void chartsAreSvgAndThePageShowsThem() throws IOException {
        Report.write(results(), folder);

        for (String chart : List.of("cpu.svg", "size-cpu.svg", "size-p99.svg")) {
            assertThat(folder.resolve(chart)).content().startsWith("<?xml").contains("<svg");
            assertThat(folder.resolve("README.md")).content().contains("](" + chart + ")");
        }
    }

    @Test
    void resultsCanBeReadAgain() throws IOException {
        Report.write(results(), folder);

        assertThat(Results.read(folder.resolve("results.json"))).isEqualTo(results());
    }

    private static Results results() {
        return new Results(
                Map.of("date", "2001-02-03"),
                Map.of("echo1", "100 clients"),
                List.of(
                        sample("ours", 0, 0, 0.010, 0),
                        sample("ours", 0, 1, 0.012, 0),
                        sample("theirs", 0, 0, 0.040, 3)),
                Map.of("size", List.of(sample("ours", 64, 0, 0.01, 0), sample("ours", 1024, 0, 0.02, 0))),
                List.of(new MemoryFigure("ours", "connection", 1000, 2048, 4096)),
                List.of(new CodecResult("Event.encode", 300, 10, 1048)),
                List.of(
                        new ClientFigure("ours", "ack", 500_000, 2, 0, 3, 0),
                        new ClientFigure("ours", "ack", 400_000, 2.5, 0, 3, 0),
                        new ClientFigure("theirs", "ack", 70_000, 14, 1, 60, 0),
                        new ClientFigure("ours", "1000 idle", 0, 0, 0, 12, 20_000)),
                List.of("a note"));
    }

    private static Sample sample(String server, int x, int round, double cpu, long wrong) {
        double seconds = wrong == 0 ? 2 : 4;
        return new Sample(
                server,
                x,
                round,
                new LoadResult("echo1", 100, 1, 0.1, seconds, cpu, 0.5, 5000, 10, 20, 30, 40, wrong, 0, 0, List.of()),
                0);
    }
}
