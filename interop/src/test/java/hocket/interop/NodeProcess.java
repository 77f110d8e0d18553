package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A script that runs in Node.js: lines go in and out. */
final class NodeProcess implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src", "test", "js");

    private final Process process;
    private final Writer input;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>(); // any thread

    private NodeProcess(Process process, Consumer<String> onLine, Runnable onEnd) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        readLines(process.getInputStream(), onLine, onEnd);
        readLines(process.getErrorStream(), errors::add, () -> {});
    }

    /**
     * Starts a script.
     *
     * @param onLine called with each line that the script prints
     * @param onEnd called when it prints no more
     */
    static NodeProcess start(Consumer<String> onLine, Runnable onEnd, String script, String... args) {
        if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) {
            throw new IllegalStateException(
                    "npm ci has not run in interop/" + SCRIPTS + "; the build does it: mvn -pl interop");
        }
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(args));
        try {
            Process process =
                    new ProcessBuilder(command).directory(SCRIPTS.toFile()).start();
            return new NodeProcess(process, onLine, onEnd);
        } catch (IOException e) {
            throw new IllegalStateException("node does not start: install Node.js 18 or newer", e);
        }
    }

    void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Node.js is gone\n" + errors(), e);
        }
    }

    /** What the script has printed to its standard error. */
    String errors() {
        return errors.isEmpty() ? "(nothing on Node's stderr)" : "Node's stderr:\n" + String.join("\n", errors);
    }

    /** The scripts end when their input does. */
    @Override
    public void close() {
        try {
            input.close();
            if (process.waitFor(5, SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // it is gone already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private static void readLines(InputStream stream, Consumer<String> onLine, Runnable onEnd) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(onLine);
                    } catch (IOException | UncheckedIOException e) {
                        // the process was killed
                    } finally {
                        onEnd.run();
                    }
                },
                "node output");
        reader.setDaemon(true);
        reader.start();
    }
}
