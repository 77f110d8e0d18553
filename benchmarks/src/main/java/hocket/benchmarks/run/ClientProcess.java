package hocket.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client in a process of its own, which stays until it is closed. */
final class ClientProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClientContestant contestant;
    private final ClientWorkload workload;
    private final Process process;
    private final JsonNode seen;

    /** Runs the workload to its end. */
    ClientProcess(ClientContestant contestant, ClientWorkload workload, int port, double seconds) throws IOException {
        this.contestant = contestant;
        this.workload = workload;
        this.process = new ProcessBuilder(contestant.command(List.of(
                        String.valueOf(port),
                        workload.mode(),
                        String.valueOf(workload.sockets()),
                        String.valueOf(workload.window()),
                        String.valueOf(seconds))))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IllegalStateException(contestant.title() + " has ended without a word");
        }
        this.seen = JSON.readTree(line);
    }

    ClientFigure figure(double heapBytes) {
        return new ClientFigure(
                contestant.title(),
                workload.name(),
                seen.get("perSecond").asDouble(),
                seen.get("cpuMicros").asDouble(),
                seen.get("wrong").asLong(),
                seen.get("threads").asInt(),
                heapBytes);
    }

    long liveHeap() {
        return LiveHeap.of(process);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
