package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadRun;
import hocket.benchmarks.load.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Weighs a fresh server without clients and with many, and divides the difference. */
final class Memory {
    /** So many first: classes are loaded, tables have grown, code is compiled. */
    private static final int FIRST = 200;

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final int EACH = 10;

    private final Effort effort;

    private final Progress progress = new Progress("memory");

    Memory(Effort effort) {
        this.effort = effort;
    }

    List<MemoryFigure> run() throws IOException {
        int many = (int) Math.min(effort.idleConnections(), OpenFiles.limit() / 3);
        List<MemoryFigure> figures = new ArrayList<>();
        Workload idle = Workload.idle("idle", many);
        for (Contestant contestant : List.of(Contestant.HOCKET, Contestant.NETTY_SOCKETIO, Contestant.SOCKET_IO)) {
            figures.add(weigh(contestant, "idle WebSocket connection", idle, many));
            figures.add(weigh(contestant, "idle polling session", idle.byPolling(), many));
        }
        for (Contestant contestant : List.of(Contestant.HOCKET, Contestant.NETTY_SOCKETIO)) {
            figures.add(difference(contestant, "room that a socket is in", idle, idle.inRooms(EACH)));
        }
        figures.add(difference(Contestant.HOCKET, "ack that is waited for", idle, idle.pending(EACH)));
        return figures;
    }

    /** Of the heap only: by how much a process grew says nothing about things so small. */
    private MemoryFigure difference(Contestant contestant, String what, Workload without, Workload with)
            throws IOException {
        double less = weigh(contestant, what + " (without)", without, 1).heapBytes();
        double more = weigh(contestant, what + " (with)", with, 1).heapBytes();
        int count = without.connections() * EACH;
        return new MemoryFigure(contestant.title(), what, count, (more - less) / count, 0);
    }

    private MemoryFigure weigh(Contestant contestant, String what, Workload workload, int count) throws IOException {
        progress.next(what + ", " + contestant.title());
        try (ServerProcess server = new ServerProcess(contestant)) {
            Servers.visit(server, Workload.idle("first", FIRST), SETTLE, Duration.ZERO);
            long heap = heap(server);
            long resident = server.resident();
            try (LoadRun run = new LoadRun(workload, server.port(), server::cpu)) {
                if (!run.open()) {
                    throw new IllegalStateException(
                            "not all clients of " + contestant.title() + " came about: " + run.firstFaults());
                }
                run.turn(SETTLE);
                return new MemoryFigure(
                        contestant.title(),
                        what,
                        workload.connections(),
                        (double) (heap(server) - heap) / count,
                        (double) (server.resident() - resident) / count);
            }
        }
    }

    private static long heap(ServerProcess server) {
        return server.contestant().isJava() ? server.liveHeap() : 0;
    }
}
