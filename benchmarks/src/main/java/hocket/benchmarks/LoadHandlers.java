package hocket.benchmarks;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.Event;
import hocket.server.ConnectionSource;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * What every measured server answers, whoever wrote it: an echo, by event, by ack and of binary; broadcasts to all and to
 * a room. Arguments are read and written anew, as they would be by a program that looks at them. As with the peers, whose
 * handlers are the server's, they are registered once for all sockets.
 */
final class LoadHandlers {
    /** Any number of namespaces, for what it costs that there are many. */
    private static final Pattern NUMBERED = Pattern.compile("^/n[0-9]+$");

    private static final Event<Object> ECHO = Event.of("echo", Object.class);
    private static final Event<byte[]> ECHO_BINARY = Event.of("echo-bin", byte[].class);
    private static final Event<String> JOIN = Event.of("join", String.class);
    private static final Event<Integer> LEAVE_PENDING = Event.of("leave-pending", Integer.class);
    private static final Duration LONGER_THAN_ANY_RUN = Duration.ofHours(1);

    private LoadHandlers() {}

    static void register(SocketIoServer io) {
        register((ConnectionSource) io);
        register(io.of(NUMBERED));
    }

    private static void register(ConnectionSource source) {
        source.onEvent(ECHO, LoadHandlers::echo);
        source.onEvent(ECHO_BINARY, (socket, bytes, ack) -> socket.emit("echo-bin", (Object) bytes));
        source.onEvent("broadcast", (socket, args, ack) -> broadcast(socket, args));
        source.onEvent("to-room", (socket, args, ack) -> toRoom(socket, args));
        source.onEvent(JOIN, (socket, room, ack) -> {
            socket.join(room);
            ack.send();
        });
        source.onEvent(LEAVE_PENDING, (socket, count, ack) -> {
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

    private static void broadcast(Socket socket, Args args) {
        socket.namespace().emit("broadcast", args.get(0, Long.class), args.get(1, Object.class));
    }

    private static void toRoom(Socket socket, Args args) {
        String room = args.get(0, String.class);
        socket.namespace().to(room).emit("room", args.get(1, Long.class), args.get(2, Object.class));
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
