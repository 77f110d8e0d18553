package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.load.LoadRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points of curves, on servers that stay up for the whole of a curve. */
final class Curves {
    private final Effort effort;
    private final List<String> notes;

    Curves(Effort effort, List<String> notes) {
        this.effort = effort;
        this.notes = notes;
    }

    List<Sample> run(Curve curve) throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<Curve.Point> points = possible(curve);
        Progress progress =
                new Progress(curve.name(), points.size() * curve.contestants().size() * effort.curveRounds());
        try (Servers servers = new Servers(curve.contestants())) {
            for (ServerProcess server : servers.inTurn(0)) {
                Servers.visit(server, curve.points().get(0).workload(), effort.preparation(), Duration.ZERO);
            }
            Map<Contestant, Long> empty = new EnumMap<>(Contestant.class);
            if (curve.weighs()) {
                for (ServerProcess server : servers.inTurn(0)) {
                    empty.put(server.contestant(), server.liveHeap());
                }
            }
            for (int round = 0; round < effort.curveRounds(); round++) {
                for (Curve.Point point : points) {
                    for (ServerProcess server : servers.inTurn(round)) {
                        progress.next(point.x() + " on " + server.contestant().title());
                        samples.add(measure(server, point, round, empty.get(server.contestant())));
                    }
                }
            }
        }
        return samples;
    }

    private List<Curve.Point> possible(Curve curve) {
        List<Curve.Point> points = new ArrayList<>();
        for (Curve.Point point : curve.points()) {
            if (OpenFiles.suffice(point.workload())) {
                points.add(point);
            } else {
                notes.add("%d %s: left out, a process may have %d open files (ulimit -n)"
                        .formatted(point.x(), curve.axis(), OpenFiles.limit()));
            }
        }
        return points;
    }

    /** With the heap, if that of the empty server is known. */
    private Sample measure(ServerProcess server, Curve.Point point, int round, @Nullable Long emptyHeap)
            throws IOException {
        try (LoadRun run = new LoadRun(point.workload(), server.port(), server::cpu)) {
            LoadResult result = run.run(effort.warmUp(), effort.window());
            long heap = emptyHeap == null ? 0 : server.liveHeap() - emptyHeap;
            return new Sample(server.contestant().title(), point.x(), round, result, heap);
        }
    }
}
