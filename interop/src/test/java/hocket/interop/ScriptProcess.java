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

/** A script that runs in Node.js or Python: lines go in and out. */
final class ScriptProcess implements AutoCloseable {
    private static final Path JAVASCRIPT = Path.of("src", "test", "js");
    private static final Path PYTHON = Path.of("src", "test", "python");

    private final Process process;
    private final Writer input;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>(); // any thread

    private ScriptProcess(Process process, Consumer<String> onLine, Runnable onEnd) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        readLines(process.getInputStream(), onLine, onEnd);
        readLines(process.getErrorStream(), errors::add, () -> {});
    }

    /**
     * Starts a script in Node.js.
     *
     * @param onLine called with each line that the script prints
     * @param onEnd called when it prints no more
     */
    static ScriptProcess node(Consumer<String> onLine, Runnable onEnd, String... scriptAndArgs) {
        if (!Files.isDirectory(JAVASCRIPT.resolve("node_modules"))) {
            throw new IllegalStateException(
                    "npm ci has not run in interop/" + JAVASCRIPT + "; the build does it: mvn -pl interop");
        }
        try {
            return start(JAVASCRIPT, List.of("node"), scriptAndArgs, onLine, onEnd);
        } catch (IOException e) {
            throw new IllegalStateException("node does not start: install Node.js 18 or newer", e);
        }
    }

    /** As {@link #node}, in Python. */
    static ScriptProcess python(Consumer<String> onLine, Runnable onEnd, String... scriptAndArgs) {
        // Without -B it would write into the sources.
        List<String> python = List.of(Python.path().toString(), "-B");
        try {
            return start(PYTHON, python, scriptAndArgs, onLine, onEnd);
        } catch (IOException e) {
            throw new IllegalStateException("python does not start", e);
        }
    }

    private static ScriptProcess start(
            Path folder, List<String> program, String[] scriptAndArgs, Consumer<String> onLine, Runnable onEnd)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(scriptAndArgs));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        return new ScriptProcess(process, onLine, onEnd);
    }

    void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the script is gone\n" + errors(), e);
        }
    }

    /** What the script has printed to its standard error. */
    String errors() {
        return errors.isEmpty()
                ? "(nothing on the script's stderr)"
                : "the script's stderr:\n" + String.join("\n", errors);
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
                "script output");
        reader.setDaemon(true);
        reader.start();
    }
}
