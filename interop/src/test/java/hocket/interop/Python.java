package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Python of this machine that has what the tests of the Python client import. */
final class Python {
    /** The twin of what {@code build/needs.sh} tries. */
    private static final String IMPORTS = "import socketio, aiohttp, msgpack";

    private Python() {}

    /** Where it is: at {@code -Dpython.path}, else the first on the PATH that has the modules. */
    static Path path() {
        String given = System.getProperty("python.path", "");
        Stream<Path> candidates = given.isEmpty() ? onPath() : Stream.of(Path.of(given));
        return candidates
                .filter(Files::isExecutable)
                .filter(Python::hasModules)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("no Python 3 " + (given.isEmpty() ? "on the PATH" : "at " + given)
                                + " has python-socketio, aiohttp and msgpack: install them (Debian: apt-get install"
                                + " python3-socketio python3-aiohttp python3-msgpack) or set -Dpython.path"));
    }

    private static Stream<Path> onPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, "python3"));
    }

    private static boolean hasModules(Path python) {
        List<String> command = List.of(python.toString(), "-c", IMPORTS);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(30, SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
