package hocket.benchmarks.run;

import hocket.benchmarks.codec.CodecResult;
import hocket.benchmarks.codec.CodecRun;
import hocket.benchmarks.load.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures, part by part; what is not asked for stays empty. */
public final class Measurement {
    private final Effort effort;
    private final Map<String, String> workloads = new LinkedHashMap<>();
    private final List<Sample> rounds = new ArrayList<>();
    private final Map<String, List<Sample>> curves = new LinkedHashMap<>();
    private final List<MemoryFigure> memory = new ArrayList<>();
    private final List<CodecResult> codecs = new ArrayList<>();
    private final List<ClientFigure> clients = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Measurement(Effort effort) {
        this.effort = effort;
        if (effort.equals(Effort.QUICK)) {
            notes.add("measured with `--quick`: the JVMs were still compiling, so all their figures are too high");
        }
    }

    /** All servers side by side; only these workloads, or all if none is named. */
    public void rounds(List<String> names) throws IOException {
        List<Workload> chosen = Plan.chosen(Plan.workloads(), Workload::name, names);
        chosen.forEach(workload -> workloads.put(workload.name(), workload.about()));
        rounds.addAll(new Rounds(effort, notes).run(Contestant.ALL, chosen));
    }

    public void curves(List<Curve> wanted) throws IOException {
        for (Curve curve : wanted) {
            curves.put(curve.name(), new Curves(effort, notes).run(curve));
        }
    }

    /** Without a network, as far as memory goes. */
    public void simulate() {
        curves.putAll(new Simulation(effort).run());
    }

    public void memory() throws IOException {
        memory.addAll(new Memory(effort).run());
    }

    /** Clients beside each other, and many of ours in one process. */
    public void clients() throws IOException {
        Clients all = new Clients(effort);
        clients.addAll(all.run());
        clients.addAll(all.crowd());
    }

    public void codecs() {
        Progress progress = new Progress("codecs");
        codecs.addAll(
                effort.equals(Effort.QUICK)
                        ? CodecRun.counted("", progress::next)
                        : CodecRun.timed("", progress::next));
    }

    public Results results() throws IOException {
        return new Results(Machine.describe(), workloads, rounds, curves, memory, codecs, clients, notes);
    }
}
