package hocket.benchmarks.run;

import hocket.benchmarks.load.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every workload on every server, round after round: what the machine does meanwhile hits neighbours alike. */
final class Rounds {
    private final Effort effort;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> notes;

    Rounds(Effort effort, List<String> notes) {
        this.effort = effort;
        this.notes = notes;
    }

    List<Sample> run(List<Contestant> contestants, List<Workload> workloads) throws IOException {
        List<Workload> possible = new ArrayList<>();
        for (Workload workload : workloads) {
            if (OpenFiles.suffice(workload)) {
                possible.add(workload);
            } else {
                notes.add(workload.name() + " was left out: it needs " + workload.connections()
                        + " connections, and a process may have " + OpenFiles.limit() + " open files (ulimit -n)");
            }
        }
        Progress progress = new Progress("rounds", possible.size() * contestants.size() * (effort.rounds() + 1));
        try (Servers servers = new Servers(contestants)) {
            for (Workload workload : possible) {
                for (ServerProcess server : servers.inTurn(0)) {
                    progress.next("warming up, " + workload.name() + " on "
                            + server.contestant().title());
                    Servers.visit(server, workload, effort.preparation(), Duration.ZERO);
                }
            }
            for (int round = 0; round < effort.rounds(); round++) {
                for (Workload workload : possible) {
                    for (ServerProcess server : servers.inTurn(round)) {
                        progress.next(
                                workload.name() + " on " + server.contestant().title());
                        measure(server, workload, round);
                    }
                }
            }
        }
        return samples;
    }

    private void measure(ServerProcess server, Workload workload, int round) throws IOException {
        samples.add(new Sample(
                server.contestant().title(),
                0,
                round,
                Servers.visit(server, workload, effort.warmUp(), effort.window()),
                0));
    }
}
