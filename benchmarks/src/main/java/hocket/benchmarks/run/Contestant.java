package hocket.benchmarks.run;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server that is measured. */
public enum Contestant {
    HOCKET_INLINE("Hocket, inline handlers") {
        @Override
        List<String> command(int port) {
            return hocket(port, "inline");
        }
    },
    HOCKET("Hocket, default handlers") {
        @Override
        List<String> command(int port) {
            return hocket(port, "virtual");
        }
    },
    NETTY_SOCKETIO("netty-socketio") {
        @Override
        List<String> command(int port) {
            String folder = PEERS + "/netty-socketio/target/quick/";
            String classPath = folder + "classes" + File.pathSeparator + folder + "lib/*";
            return java(classPath, "hocket.benchmarks.peer.NettySocketIo", String.valueOf(port));
        }
    },
    SOCKET_IO("socket.io (Node.js)") {
        @Override
        List<String> command(int port) {
            return List.of("node", PEERS + "/socket.io/server.js", String.valueOf(port));
        }
    };

    /** All of them, and those of Hocket. */
    public static final List<Contestant> ALL = List.of(values());

    public static final List<Contestant> OURS = List.of(HOCKET_INLINE, HOCKET);

    static final String PEERS = "benchmarks/peers";

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    boolean isJava() {
        return this != SOCKET_IO;
    }

    abstract List<String> command(int port);

    private static List<String> hocket(int port, String handlers) {
        return java(
                System.getProperty("java.class.path"),
                "hocket.benchmarks.LoadServer",
                "--port",
                String.valueOf(port),
                "--handlers",
                handlers);
    }

    static List<String> java(String classPath, String... mainAndArgs) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(flags());
        command.addAll(List.of("-cp", classPath));
        command.addAll(Arrays.asList(mainAndArgs));
        return command;
    }

    /** Those of ./bench, the same for every JVM. */
    static List<String> flags() {
        String flags = System.getenv().getOrDefault("JAVA_OPTS", "").trim();
        return flags.isEmpty() ? List.of() : List.of(flags.split(" +", -1));
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
