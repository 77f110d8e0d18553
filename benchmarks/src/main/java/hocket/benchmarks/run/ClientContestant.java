package hocket.benchmarks.run;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** A client that is measured. */
enum ClientContestant {
    NETTY_INLINE("Hocket on Netty, inline handlers") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("netty", "inline", arguments);
        }
    },
    NETTY("Hocket on Netty, default handlers") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("netty", "default", arguments);
        }
    },
    JDK("Hocket on the JDK, default handlers") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("jdk", "default", arguments);
        }
    },
    OKHTTP("Hocket on OkHttp, default handlers") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("okhttp", "default", arguments);
        }
    },
    OFFICIAL("socket.io-client (Java)") {
        @Override
        List<String> command(List<String> arguments) {
            String folder = Contestant.PEERS + "/socket.io-client-java/target/quick/";
            String classPath = folder + "classes" + File.pathSeparator + folder + "lib/*";
            return all(Contestant.java(classPath, "hocket.benchmarks.peer.SocketIoClientJava"), arguments);
        }
    },
    NODE("socket.io-client (Node.js)") {
        @Override
        List<String> command(List<String> arguments) {
            return all(List.of("node", Contestant.PEERS + "/socket.io/client.js"), arguments);
        }
    },
    NETTY_SHARED("Hocket on Netty, one transport and four handler threads") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("netty", "shared", arguments);
        }
    },
    JDK_SHARED("Hocket on the JDK, one transport and four handler threads") {
        @Override
        List<String> command(List<String> arguments) {
            return hocket("jdk", "shared", arguments);
        }
    };

    /** Those that are compared. */
    static final List<ClientContestant> ALL = List.of(NETTY_INLINE, NETTY, JDK, OKHTTP, OFFICIAL, NODE);

    /** Those of which there may be many. */
    static final List<ClientContestant> SHARED = List.of(NETTY_SHARED, JDK_SHARED);

    private final String title;

    ClientContestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** With the port, the mode, the number of sockets, the window and the seconds behind. */
    abstract List<String> command(List<String> arguments);

    private static List<String> hocket(String library, String handlers, List<String> arguments) {
        List<String> command = all(
                Contestant.java(System.getProperty("java.class.path"), "hocket.benchmarks.client.ClientLoad"),
                arguments.subList(0, 1));
        command.addAll(List.of(library, handlers));
        command.addAll(arguments.subList(1, arguments.size()));
        return command;
    }

    private static List<String> all(List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        return command;
    }
}
