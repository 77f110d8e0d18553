package hocket.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The proxies of this machine, each as its file in {@code docs/proxies} has it. */
enum Proxy {
    NGINX("nginx.conf") {
        @Override
        List<String> arguments(Path file) {
            String settings = "daemon off; master_process off; pid nginx.pid; error_log stderr;";
            return List.of("-p", file.getParent() + "/", "-c", file.toString(), "-g", settings);
        }

        /** What it writes goes to its folder: that of the system belongs to root. */
        @Override
        String adapt(String text) {
            String folders = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                    .map(name -> name + "_temp_path " + name + "; ")
                    .collect(Collectors.joining());
            return replace(text, "http {", "http { access_log off; " + folders);
        }
    },

    HAPROXY("haproxy.cfg") {
        @Override
        List<String> arguments(Path file) {
            return List.of("-db", "-f", file.toString());
        }

        @Override
        String adapt(String text) {
            return text;
        }
    };

    private static final Path FILES = Path.of("..", "docs", "proxies");

    private final String fileName;

    Proxy(String fileName) {
        this.fileName = fileName;
    }

    /** Those with which it runs that file in the foreground. */
    abstract List<String> arguments(Path file);

    abstract String adapt(String text);

    /**
     * Its command line, with its file in that folder: for these two nodes, and listening on the first port with addresses
     * and on the second with cookies.
     */
    List<String> commandLine(Path folder, int[] nodes, int[] ports) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        String text = adapt(Files.readString(FILES.resolve(fileName)));
        for (int i = 0; i < 2; i++) {
            text = replace(text, "10.0.0.1" + (i + 1) + ":3000", "127.0.0.1:" + nodes[i]);
            text = replace(text, "*:808" + i, "127.0.0.1:" + ports[i]);
        }
        command.addAll(arguments(Files.writeString(folder.resolve(fileName), text)));
        return command;
    }

    static String replace(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalStateException("the file does not have " + old);
        }
        return text.replace(old, replacement);
    }

    /** At {@code -Dnginx.path} or {@code -Dhaproxy.path}, else on the PATH or where only root's leads to. */
    private Path program() {
        String name = name().toLowerCase(Locale.ROOT);
        String given = System.getProperty(name + ".path", "");
        Stream<Path> candidates = given.isEmpty() ? onPath(name) : Stream.of(Path.of(given));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no " + name + (given.isEmpty() ? " on the PATH" : " at " + given)
                        + ": install it (Debian: apt-get install " + name + ") or set -D" + name + ".path"));
    }

    private static Stream<Path> onPath(String name) {
        return Stream.concat(
                        Pattern.compile(Pattern.quote(File.pathSeparator))
                                .splitAsStream(System.getenv().getOrDefault("PATH", "")),
                        Stream.of("/usr/local/sbin", "/usr/sbin"))
                .map(folder -> Path.of(folder, name));
    }
}
