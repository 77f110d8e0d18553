package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadResult;
import hocket.benchmarks.load.LoadRun;
import hocket.benchmarks.load.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Servers that are up at the same time. */
final class Servers implements AutoCloseable {
    private final List<ServerProcess> processes = new ArrayList<>();

    Servers(List<Contestant> contestants) throws IOException {
        for (Contestant contestant : contestants) {
            processes.add(new ServerProcess(contestant));
        }
    }

    /** All of them, another one first in each round. */
    List<ServerProcess> inTurn(int round) {
        List<ServerProcess> turned = new ArrayList<>(processes);
        Collections.rotate(turned, -round);
        return turned;
    }

    static LoadResult visit(ServerProcess server, Workload workload, Duration warmUp, Duration window)
            throws IOException {
        try (LoadRun run = new LoadRun(workload, server.port(), server::cpu)) {
            return run.run(warmUp, window);
        }
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
