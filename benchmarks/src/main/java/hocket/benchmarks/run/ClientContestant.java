package hocket.benchmarks.run;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** A client that is measured. */
enum ClientContestant {
    NETTY_INLINE("Hocket on Netty, inline handlers", "netty", "inline"),
    NETTY("Hocket on Netty, default handlers", "netty", "default"),
    JDK("Hocket on the JDK, default handlers", "jdk", "default"),
    OKHTTP("Hocket on OkHttp, default handlers", "okhttp", "default"),
    OFFICIAL("socket.io-client (Java)", "", ""),
    NODE("socket.io-client (Node.js)", "", ""),
    NETTY_SHARED("Hocket on Netty, one transport and four handler threads", "netty", "shared"),
    JDK_SHARED("Hocket on the JDK, one transport and four handler threads", "jdk", "shared");

    /** Those that are compared. */
    static final List<ClientContestant> ALL = List.of(NETTY_INLINE, NETTY, JDK, OKHTTP, OFFICIAL, NODE);

    /** Those of which there may be many. */
    static final List<ClientContestant> SHARED = List.of(NETTY_SHARED, JDK_SHARED);

    private final String title;
    private final String library; // as ClientLoad names it, and so the handlers; empty for a peer
    private final String handlers;

    ClientContestant(String title, String library, String handlers) {
        this.title = title;
        this.library = library;
        this.handlers = handlers;
    }

    String title() {
        return title;
    }

    /** With the port, the mode, the number of sockets, the window and the seconds behind. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(program());
        command.addAll(arguments);
        return command;
    }

    private List<String> program() {
        return switch (this) {
            case NODE -> List.of("node", Contestant.PEERS + "/socket.io/client.js");
            case OFFICIAL -> {
                String folder = Contestant.PEERS + "/socket.io-client-java/target/quick/";
                String classPath = folder + "classes" + File.pathSeparator + folder + "lib/*";
                yield Contestant.java(classPath, "hocket.benchmarks.peer.SocketIoClientJava");
            }
            default ->
                Contestant.java(
                        System.getProperty("java.class.path"),
                        "hocket.benchmarks.client.ClientLoad",
                        library,
                        handlers);
        };
    }
}
