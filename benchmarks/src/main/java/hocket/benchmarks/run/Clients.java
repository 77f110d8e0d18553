package hocket.benchmarks.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients one after the other against the same server, in rounds; and a thousand of ours in one process. */
final class Clients {
    private static final List<ClientWorkload> WORKLOADS = List.of(
            new ClientWorkload("ack, 1 socket, 100 in flight", "ack", 1, 100),
            new ClientWorkload("ack, 20 sockets, 10 in flight each", "ack", 20, 10),
            new ClientWorkload("echo, 1 socket, 100 in flight", "echo", 1, 100),
            new ClientWorkload("echo, 20 sockets, 10 in flight each", "echo", 20, 10));

    private static final int FEW = 100;
    private static final int MANY = 1100;

    private final Effort effort;

    Clients(Effort effort) {
        this.effort = effort;
    }

    List<ClientFigure> run() throws IOException {
        List<ClientFigure> figures = new ArrayList<>();
        Progress progress =
                new Progress("clients", effort.curveRounds() * WORKLOADS.size() * ClientContestant.ALL.size());
        try (ServerProcess server = new ServerProcess(Contestant.HOCKET_INLINE)) {
            for (int round = 0; round < effort.curveRounds(); round++) {
                for (ClientWorkload workload : WORKLOADS) {
                    for (ClientContestant contestant : ClientContestant.ALL) {
                        progress.next(workload.name() + ", " + contestant.title());
                        try (ClientProcess client =
                                new ClientProcess(contestant, workload, server.port(), effort.clientSeconds())) {
                            figures.add(client.figure(0));
                        }
                    }
                }
            }
        }
        return figures;
    }

    /** What a thousand more clients take of one process. */
    List<ClientFigure> crowd() throws IOException {
        List<ClientFigure> figures = new ArrayList<>();
        Progress progress = new Progress("many clients in one process", ClientContestant.SHARED.size());
        for (ClientContestant contestant : ClientContestant.SHARED) {
            progress.next(contestant.title());
            try (ServerProcess server = new ServerProcess(Contestant.HOCKET_INLINE);
                    ClientProcess few = new ClientProcess(contestant, idle(FEW), server.port(), 1);
                    ClientProcess many = new ClientProcess(contestant, idle(MANY), server.port(), 1)) {
                figures.add(many.figure((double) (many.liveHeap() - few.liveHeap()) / (MANY - FEW)));
            }
        }
        return figures;
    }

    private static ClientWorkload idle(int sockets) {
        return new ClientWorkload(sockets + " idle clients in one JVM", "idle", sockets, 0);
    }
}
