package hocket.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.benchmarks.LoadServer;
import hocket.engine.Handlers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server answers every workload byte for byte and in order. */
class LoadServerTest {
    private static final Payload SMALL = Payload.text(Payload.SMALL);

    static List<Workload> workloads() {
        Workload echo = Workload.echo("echo", Kind.ECHO, 10, 4, SMALL, Payload.object(), Payload.multiByte(200));
        Workload binary = Workload.echo("binary", Kind.BINARY, 5, 2, Payload.bytes(1000));
        return List.of(
                echo,
                echo.talkers(3),
                echo.namespaces(4),
                echo.byPolling(),
                Workload.echo("ack", Kind.ACK, 10, 16, SMALL),
                Workload.echo("large", Kind.ECHO, 2, 2, Payload.text(100_000), Payload.text(70_000)),
                binary,
                binary.byPolling(),
                Workload.broadcast("broadcast", 20, 4),
                Workload.rooms("rooms", 20, 5, 8));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyMessageComesBackAsItMust(Workload workload) throws IOException {
        try (LoadServer server = LoadServer.start(0, Handlers.virtualThreads())) {
            LoadResult result = run(workload, server.port(), Duration.ofSeconds(5));

            assertThat(result.faults()).isEmpty();
            assertThat(result.isCorrect()).isTrue();
            assertThat(result.messages()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("idle")
    void clientsStayInTheirRoomsAndOweTheirAcks(Workload workload) throws IOException {
        try (LoadServer server = LoadServer.start(0, Handlers.inline())) {
            LoadResult result = run(workload, server.port(), Duration.ofSeconds(5));

            assertThat(result.isCorrect()).isTrue();
            assertThat(result.clients()).isEqualTo(10);
        }
    }

    static List<Workload> idle() {
        Workload idle = Workload.idle("idle", 10);
        return List.of(idle, idle.inRooms(3), idle.pending(5), idle.byPolling());
    }

    static LoadResult run(Workload workload, int port, Duration draining) throws IOException {
        try (LoadRun run = new LoadRun(workload, port, () -> Duration.ZERO, draining)) {
            return run.run(Duration.ofMillis(50), Duration.ofMillis(200));
        }
    }
}
