package hocket.benchmarks.report;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.run.ClientFigure;
import hocket.benchmarks.run.MemoryFigure;
import hocket.benchmarks.run.Plan;
import hocket.benchmarks.run.Results;
import hocket.benchmarks.run.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes README.md, its charts, and the results themselves into a folder. */
public final class Report {
    private static final String CPU = "µs of processor time per message";

    private final Results results;
    private final Path folder;
    private final Charts charts;
    private final StringBuilder page = new StringBuilder();

    private Report(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
        this.charts = new Charts(folder);
    }

    public static void write(Results results, Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(folder);
        new Report(results, folder).write();
    }

    private void write() throws IOException {
        results.write(folder.resolve("results.json"));
        intro();
        rounds();
        curves();
        memory();
        clients();
        codecs();
        notes();
        Files.writeString(folder.resolve("README.md"), page);
    }

    private void intro() {
        page.append("""
                # Benchmarks

                Written by `./bench`; nothing on this page was typed in. `./bench` measures all of it again, in about
                half an hour, and `./bench --help` says how to measure a part.

                ## How to read it

                - **What is measured.** Servers that do the same on Hocket, netty-socketio and the JavaScript server, as
                  processes of their own that are all up at the same time. One load client, the same for all, visits one
                  after the other, in rounds, another one first in each: what else the machine does meanwhile hits
                  neighbours alike. Each JVM had all workloads before the first round.
                - **A message** is one round trip, or one delivery of a broadcast. Servers parse and write every argument
                  anew; nothing is passed on unread.
                - **The figure that counts** is the processor time of the server's whole process for each message, its
                  compiler and collector included: it depends least on what else the machine does. Compare ratios, not
                  figures from different machines.
                - **Correctness.** Every reply is compared byte for byte with what `JSON.stringify` writes, in order. Figures
                  with an asterisk are of a server that sent other bytes (escapes that mean the same, or something else),
                  lost a connection or left something out; the end of the page says what.
                - **Handlers.** Hocket runs handlers where they may block by default: on virtual threads if the JVM has
                  them, else on a pool. Inline handlers run on the thread that reads, as those of the other two do.
                - **What it does not say.** Everything runs on one machine over loopback, without TLS and without a
                  program behind the handlers.

                ## What it was measured on

                """);
        Tables table = Tables.ofText("what", "");
        results.machine().forEach((name, value) -> table.row(List.of(name, value)));
        page.append(table);
    }

    private void rounds() throws IOException {
        if (results.rounds().isEmpty()) {
            return;
        }
        page.append("\n## Servers side by side\n\n");
        Tables about = Tables.ofText("workload", "what it is");
        results.workloads().forEach((name, what) -> about.row(List.of(name, what)));
        page.append(about);
        page.append("\nProcessor time of the server, µs per message; the best round.\n\n");
        page.append(byWorkload(samples -> Figures.best(samples, LoadResult::cpuMicrosPerMessage)));
        chart("cpu.svg", "Processor time of the server");
        charts.bars("cpu.svg", "Processor time of the server", CPU, workloads(), cpuByServer());
        page.append("\nThe same as a multiple of ")
                .append(reference())
                .append(" in the same round; the median of the rounds.\n\n");
        page.append(byWorkload(samples -> Figures.medianRatio(samples, visits(reference(), workloadOf(samples)))));
        page.append("\nMessages per second; the median of the rounds.\n\n");
        page.append(byWorkload(samples -> Figures.median(samples, LoadResult::perSecond)));
        page.append(
                "\nLatency, µs, of half of the messages and of all but one in a hundred; the medians of the rounds. "
                        + "The load is a closed loop, so this is the inverse of the rate above.\n\n");
        page.append(byWorkload(samples -> Figures.median(samples, LoadResult::p50Micros)));
        page.append('\n').append(byWorkload(samples -> Figures.median(samples, LoadResult::p99Micros)));
    }

    /** The first of the servers. */
    private String reference() {
        return results.rounds().get(0).contestant();
    }

    private static String workloadOf(List<Sample> samples) {
        return samples.isEmpty() ? "" : samples.get(0).result().workload();
    }

    private List<String> workloads() {
        return results.rounds().stream()
                .map(sample -> sample.result().workload())
                .distinct()
                .toList();
    }

    private List<Sample> visits(String server, String workload) {
        return results.rounds().stream()
                .filter(sample -> sample.contestant().equals(server))
                .filter(sample -> sample.result().workload().equals(workload))
                .toList();
    }

    private Tables byWorkload(ToDoubleFunction<List<Sample>> figure) {
        List<String> servers = Charts.servers(results.rounds());
        List<String> head = new ArrayList<>(servers);
        head.add(0, "workload");
        Tables table = Tables.ofFigures(head.toArray(String[]::new));
        for (String workload : workloads()) {
            List<String> row = new ArrayList<>(List.of(workload));
            for (String server : servers) {
                List<Sample> visits = visits(server, workload);
                row.add(Figures.text(figure.applyAsDouble(visits)) + (Figures.allCorrect(visits) ? "" : "*"));
            }
            table.row(row);
        }
        return table;
    }

    private Map<String, List<@Nullable Double>> cpuByServer() {
        Map<String, List<@Nullable Double>> servers = new LinkedHashMap<>();
        for (String server : Charts.servers(results.rounds())) {
            List<@Nullable Double> bars = new ArrayList<>();
            for (String workload : workloads()) {
                double cpu = Figures.best(visits(server, workload), LoadResult::cpuMicrosPerMessage);
                bars.add(cpu > 0 ? cpu : null); // nothing has no logarithm
            }
            servers.put(server, bars);
        }
        return servers;
    }

    private void curves() throws IOException {
        if (results.curves().isEmpty()) {
            return;
        }
        page.append("\n## Curves\n\nBoth axes are logarithmic; each point is the best of its visits.\n");
        for (Map.Entry<String, List<Sample>> curve : results.curves().entrySet()) {
            curve(curve.getKey(), curve.getValue());
        }
    }

    private void curve(String name, List<Sample> samples) throws IOException {
        String axis = Plan.axisOf(name);
        page.append("\n### ").append(axis).append("\n");
        for (Measure measure : measures(samples)) {
            String file = name + "-" + measure.name() + ".svg";
            charts.lines(file, axis, axis, measure.unit(), samples, measure.value());
            chart(file, measure.unit() + ", by " + axis);
            page.append('\n').append(measure.unit()).append(":\n\n").append(points(samples, measure.value()));
        }
    }

    private static List<Measure> measures(List<Sample> samples) {
        Measure heap = new Measure(
                "heap", "bytes of live heap per connection", sample -> (double) sample.liveHeap() / sample.x());
        Measure open =
                new Measure("open", "µs of processor time to open each", Charts.of(LoadResult::cpuMicrosPerConnection));
        Measure cpu = new Measure("cpu", CPU, Charts.of(LoadResult::cpuMicrosPerMessage));
        Measure p99 = new Measure("p99", "µs until 99 of 100 messages came", Charts.of(LoadResult::p99Micros));
        if (samples.stream().anyMatch(sample -> sample.liveHeap() > 0)) {
            return List.of(heap, open);
        }
        boolean timed = samples.stream().anyMatch(sample -> sample.result().p99Micros() > 0);
        return timed ? List.of(cpu, p99) : List.of(cpu);
    }

    private static Tables points(List<Sample> samples, ToDoubleFunction<Sample> value) {
        List<String> servers = Charts.servers(samples);
        List<String> head = new ArrayList<>(servers);
        head.add(0, "");
        Tables table = Tables.ofFigures(head.toArray(String[]::new));
        for (int x : samples.stream().mapToInt(Sample::x).distinct().sorted().toArray()) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(x)));
            for (String server : servers) {
                List<Sample> visits = samples.stream()
                        .filter(sample -> sample.x() == x && sample.contestant().equals(server))
                        .toList();
                double best = visits.stream().mapToDouble(value).min().orElse(Double.NaN);
                row.add(Figures.text(best) + (Figures.allCorrect(visits) ? "" : "*"));
            }
            table.row(row);
        }
        return table;
    }

    private void memory() {
        if (results.memory().isEmpty()) {
            return;
        }
        page.append(
                "\n## Memory\n\nThe bytes of live objects after a full collection, where there is one to ask, and of"
                        + " memory taken from the system, for each; the second depends on when the collector ran.\n\n");
        Tables table = Tables.ofFigures("one", "server", "of how many", "live heap", "resident");
        for (MemoryFigure figure : results.memory()) {
            table.row(List.of(
                    figure.what(),
                    figure.contestant(),
                    String.valueOf(figure.count()),
                    known(figure.heapBytes()),
                    known(figure.residentBytes())));
        }
        page.append(table);
    }

    private static String known(double bytes) {
        return Figures.text(bytes == 0 ? Double.NaN : bytes);
    }

    private void clients() {
        if (results.clients().isEmpty()) {
            return;
        }
        page.append("\n## Clients\n\nClients one after the other against the same server, Hocket with inline handlers:"
                + " round trips of 66 B over WebSocket. Processor time of the client's process, µs per round trip, and"
                + " the threads it then has; the best round.\n\n");
        Tables table = Tables.ofFigures("workload", "client", "µs per round trip", "round trips per second", "threads");
        Tables crowd = Tables.ofFigures("", "client", "threads", "bytes of live heap for each client");
        for (List<ClientFigure> visits : clientVisits()) {
            ClientFigure best = Collections.min(visits, Comparator.comparingDouble(ClientFigure::cpuMicros));
            String threads = String.valueOf(best.threads());
            if (best.heapBytes() > 0) {
                crowd.row(List.of(best.workload(), best.client(), threads, Figures.text(best.heapBytes())));
            } else {
                table.row(List.of(
                        best.workload(),
                        best.client() + (best.wrong() == 0 ? "" : "*"),
                        Figures.text(best.cpuMicros()),
                        Figures.text(best.perSecond()),
                        threads));
            }
        }
        page.append(table)
                .append("\nMany clients in one JVM, each with a manager and a connection:\n\n")
                .append(crowd);
    }

    private Collection<List<ClientFigure>> clientVisits() {
        return results.clients().stream()
                .collect(Collectors.groupingBy(
                        visit -> visit.workload() + visit.client(), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private void codecs() {
        if (results.codecs().isEmpty()) {
            return;
        }
        page.append(
                "\n## Codecs\n\nOne operation, measured with JMH; a broadcast is one event for a thousand receivers.\n\n");
        Tables table = Tables.ofFigures("operation", "ns", "±", "bytes allocated");
        for (CodecResult codec : results.codecs()) {
            table.row(List.of(
                    codec.name(),
                    Figures.text(codec.nanos()),
                    Figures.text(codec.error()),
                    Figures.text(codec.bytes())));
        }
        page.append(table);
    }

    private void notes() {
        List<String> faulty = Stream.concat(
                        results.rounds().stream(),
                        results.curves().values().stream().flatMap(List::stream))
                .filter(sample -> !sample.result().isCorrect())
                .map(sample -> sample.contestant() + ", " + sample.result().workload()
                        + (sample.x() == 0 ? "" : " at " + sample.x()) + ": "
                        + sample.result().wrong() + " wrong, " + sample.result().lost() + " connections lost, "
                        + sample.result().missing() + " missing")
                .distinct()
                .toList();
        if (results.notes().isEmpty() && faulty.isEmpty()) {
            return;
        }
        page.append("\n## What went wrong or was left out\n\n");
        results.notes().forEach(note -> page.append("- ").append(note).append('\n'));
        faulty.forEach(fault -> page.append("- ").append(fault).append('\n'));
    }

    private void chart(String file, String title) {
        page.append("\n![").append(title).append("](").append(file).append(")\n");
    }

    /** What is read off a curve. */
    private record Measure(String name, String unit, ToDoubleFunction<Sample> value) {}
}
