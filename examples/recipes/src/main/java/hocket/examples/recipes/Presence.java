package hocket.examples.recipes;

import hocket.server.ConnectRefusedException;
import hocket.server.DataKey;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.List;
import java.util.Map;

/** Who is there: users prove who they are, may come several times, and are gone when their last socket is. */
final class Presence {
    /** Whose socket it is. */
    static final DataKey<String> USER = DataKey.of("user", String.class);

    private final Map<String, String> usersByToken;

    Presence(Map<String, String> usersByToken) {
        this.usersByToken = usersByToken;
    }

    void register(SocketIoServer io) {
        io.use(socket -> {
            String token = socket.handshake().authField("token").orElse("");
            String user = usersByToken.get(token);
            if (user == null) {
                throw new ConnectRefusedException("not authorized", Map.of("retry", false));
            }
            socket.data().put(USER, user);
        });
        io.onConnection(socket -> onConnection(io, socket));
    }

    private static void onConnection(SocketIoServer io, Socket socket) {
        String user = socket.data().get(USER);
        socket.join(roomOf(user));
        io.except(roomOf(user)).emit("online", user);
        socket.handle(
                "who",
                () -> io.fetchSockets()
                        .thenApply(sockets -> sockets.stream()
                                .map(each -> String.valueOf(each.dataTree().get(USER.name())))
                                .distinct()
                                .sorted()
                                .toList()));
        socket.onDisconnect(reason -> io.in(roomOf(user)).fetchSockets().thenAccept(left -> {
            if (left.isEmpty()) {
                io.emit("offline", user);
            }
        }));
    }

    /** All sockets of that user, whichever device they are on. */
    private static String roomOf(String user) {
        return "user:" + user;
    }

    /** Tells a user on all devices, from anywhere in the application. */
    static void notify(SocketIoServer io, String user, List<String> news) {
        io.to(roomOf(user)).emit("news", news);
    }
}
