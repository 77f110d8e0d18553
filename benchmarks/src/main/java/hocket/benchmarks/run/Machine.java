package hocket.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was measured on, and what exactly was measured. */
final class Machine {
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB");
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern JAR = Pattern.compile("netty-socketio-([0-9.]+)\\.jar");

    private Machine() {}

    static Map<String, String> describe() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("Hocket", commit());
        facts.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("flags of the JVM", String.join(" ", Contestant.flags()));
        facts.put("netty-socketio", nettySocketIo());
        facts.put(
                "socket.io",
                first(VERSION, Path.of(Contestant.PEERS, "socket.io/node_modules/socket.io/package.json")));
        facts.put("Node.js", Command.output("node", "--version"));
        facts.put("processor", processor());
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "processors",
                ServerProcess.PINNED
                        ? "the server has the first to itself, the load client the others"
                        : "server and load client share them");
        return facts;
    }

    private static String commit() {
        String commit = Command.output("git", "rev-parse", "--short=12", "HEAD");
        boolean changed = !Command.output("git", "status", "--porcelain", "--", ":!docs/benchmarks")
                .isEmpty();
        return commit.isEmpty() ? "unknown" : commit + (changed ? ", with changes" : "");
    }

    private static String nettySocketIo() throws IOException {
        Path lib = Path.of(Contestant.PEERS, "netty-socketio/target/quick/lib");
        if (!Files.isDirectory(lib)) {
            return "";
        }
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.map(jar -> JAR.matcher(jar.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(jar -> jar.group(1))
                    .findFirst()
                    .orElse("");
        }
    }

    private static String processor() throws IOException {
        String model = first(MODEL, Path.of("/proc/cpuinfo"));
        return (Runtime.getRuntime().availableProcessors() + (ServerProcess.PINNED ? 1 : 0)) + " × "
                + (model.isEmpty() ? System.getProperty("os.arch") : model);
    }

    private static String memory() throws IOException {
        String kilobytes = first(MEMORY, Path.of("/proc/meminfo"));
        return kilobytes.isEmpty() ? "" : Long.parseLong(kilobytes) / (1024 * 1024) + " GiB";
    }

    private static String first(Pattern pattern, Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        Matcher matcher = pattern.matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) : "";
    }
}
