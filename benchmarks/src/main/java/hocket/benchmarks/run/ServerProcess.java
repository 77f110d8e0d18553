package hocket.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on the first processor if there are two and the system can keep it there. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    /** Whether servers and load have processors of their own; ./bench keeps the load off the first. */
    static final boolean PINNED = System.getenv("HOCKET_BENCH_PINNED") != null;

    private final Contestant contestant;
    private final int port;
    private final Process process;

    ServerProcess(Contestant contestant) throws IOException {
        this.contestant = contestant;
        this.port = freePort();
        List<String> command = new ArrayList<>(PINNED ? List.of("taskset", "-c", "0") : List.of());
        command.addAll(contestant.command(port));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("ready")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException(contestant.title() + " did not start");
        }
    }

    Contestant contestant() {
        return contestant;
    }

    int port() {
        return port;
    }

    /** Of all its threads, compiler and collector among them, since it started. */
    Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException(
                        "this system does not tell the processor time of " + contestant.title()));
    }

    /** The bytes of all live objects, after a full collection. */
    long liveHeap() {
        return LiveHeap.of(process);
    }

    /** The bytes of memory it holds; 0 where the system does not tell. */
    long resident() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher kilobytes = RESIDENT.matcher(Files.readString(status));
        return kilobytes.find() ? Long.parseLong(kilobytes.group(1)) * 1024 : 0;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
