package hocket.benchmarks;

import hocket.core.Ack;
import hocket.server.Namespace;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * What every measured server answers, whoever wrote it: an echo, by event, by ack and of binary; broadcasts to all and to
 * a room. Arguments are read and written anew, as they would be by a program that looks at them.
 */
final class LoadHandlers {
    /** Any number of namespaces, for what it costs that there are many. */
    private static final Pattern NUMBERED = Pattern.compile("^/n[0-9]+$");

    private static final Duration LONGER_THAN_ANY_RUN = Duration.ofHours(1);

    private final Namespace namespace;

    private LoadHandlers(Namespace namespace) {
        this.namespace = namespace;
    }

    static void register(SocketIoServer io) {
        register(io.of("/"));
        io.of(NUMBERED).onNewNamespace(LoadHandlers::register);
    }

    private static void register(Namespace namespace) {
        namespace.onConnection(new LoadHandlers(namespace)::onConnection);
    }

    private void onConnection(Socket socket) {
        socket.on("echo", Object.class, (value, ack) -> echo(socket, value, ack));
        socket.on("echo-bin", byte[].class, bytes -> socket.emit("echo-bin", (Object) bytes));
        socket.on("broadcast", Long.class, Object.class, (time, value) -> namespace.emit("broadcast", time, value));
        socket.on("join", String.class, (room, ack) -> {
            socket.join(room);
            ack.send();
        });
        socket.on(
                "to-room",
                String.class,
                Long.class,
                Object.class,
                (room, time, value) -> namespace.to(room).emit("room", time, value));
        socket.on("leave-pending", Integer.class, (count, ack) -> {
            leavePending(socket, count);
            ack.send();
        });
    }

    private static void echo(Socket socket, Object value, Ack ack) {
        if (ack.isWanted()) {
            ack.send(value);
        } else {
            socket.emit("echo", value);
        }
    }

    /** Asks so often, and is never answered: what a pending ack weighs. */
    private static void leavePending(Socket socket, int count) {
        for (int i = 0; i < count; i++) {
            CompletableFuture<?> unanswered =
                    socket.timeout(LONGER_THAN_ANY_RUN).emitWithAck("pending", i);
            unanswered.exceptionally(ended -> null);
        }
    }
}
