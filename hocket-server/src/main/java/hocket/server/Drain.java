package hocket.server;

import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Ends connections one after the other, those of each lane on it. */
final class Drain {
    private final List<Connection> connections;
    private final Duration over;

    Drain(List<Connection> connections, Duration over) {
        this.connections = connections;
        this.over = over;
    }

    /** Completed when each has been told to end. */
    CompletableFuture<Void> begin() {
        Map<Lane, List<Connection>> byLane = connections.stream()
                .collect(Collectors.groupingBy(connection -> connection.engine().lane()));
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        byLane.forEach((lane, all) -> {
            LaneDrain ofLane = new LaneDrain(lane, all);
            lanes.add(ofLane.done);
            lane.execute(ofLane::next);
        });
        return CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new));
    }

    /** Belongs to its lane. */
    private final class LaneDrain {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Queue<Connection> left;
        private final Duration step;
        private final Timeout pause;

        LaneDrain(Lane lane, List<Connection> all) {
            left = new ArrayDeque<>(all);
            step = over.dividedBy(all.size());
            pause = lane.newTimeout(this::next);
        }

        private void next() {
            Connection connection = left.poll();
            if (connection == null) {
                done.complete(null);
            } else {
                connection.shutDownGently();
                pause.start(step);
            }
        }
    }
}
