package hocket.interop;

import hocket.server.ConnectRefusedException;
import hocket.server.DataKey;
import hocket.server.Handshake;
import hocket.server.Namespace;
import hocket.server.ParentNamespace;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The namespaces of the scenarios of {@code admission.mjs} that not everybody may join, and those that are made on demand;
 * the twin of {@code admission} in {@code reference-server.mjs}.
 */
final class AdmissionHandlers {
    /** The message of a middleware's failure that is meant. */
    static final String INTENDED_FAILURE = "it broke";

    private static final DataKey<String> USER = DataKey.of("user", String.class);

    private final Map<String, CompletableFuture<Void>> arrivals = new ConcurrentHashMap<>(); // any thread
    private final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>(); // any thread

    void register(SocketIoServer io, BiConsumer<Namespace, Socket> onSocket) {
        Namespace guarded = io.of("/guarded");
        guarded.use(AdmissionHandlers::checkToken);
        guarded.onConnection(socket ->
                socket.on("user", (args, ack) -> ack.send(socket.data().get(USER))));
        Namespace greeting = io.of("/greeting");
        greeting.use(socket -> {
            socket.join("welcome");
            socket.emit("greeting", "before you are in");
        });
        greeting.onConnection(socket -> onSocket.accept(greeting, socket));
        Namespace gated = io.of("/gated");
        gated.useAsync(this::waitAtGate);
        gated.onConnection(socket -> onSocket.accept(gated, socket));
        registerDynamic(io, onSocket);
    }

    /** What the control namespace tells about the gates. */
    void onControl(Socket socket) {
        socket.on("atGate", (args, ack) -> {
            var unused = of(arrivals, args.get(0, String.class)).thenRun(ack::send);
        });
        socket.on("openGate", (args, ack) -> {
            of(gates, args.get(0, String.class)).complete(null);
            ack.send();
        });
    }

    private static void registerDynamic(SocketIoServer io, BiConsumer<Namespace, Socket> onSocket) {
        ParentNamespace dynamic = io.of(Pattern.compile("^/dynamic-(?<name>\\w+)(-(?<number>\\d+))?$"));
        dynamic.use(socket -> {
            if (socket.namespace().name().equals("/dynamic-closed")) {
                throw new ConnectRefusedException("closed");
            }
        });
        dynamic.onConnection(socket -> {
            onSocket.accept(socket.namespace(), socket);
            socket.on("param", (args, ack) -> ack.send(socket.namespace().param("number")));
            socket.on("tellChildren", args -> dynamic.emit("toChildren", args.tree(0)));
        });
        io.of((name, handshake) -> CompletableFuture.completedFuture(shown(handshake, "tenant")
                        .filter(tenant -> name.equals("/tenant/" + tenant))
                        .isPresent()))
                .onConnection(socket -> onSocket.accept(socket.namespace(), socket));
    }

    private static void checkToken(Socket socket) throws ConnectRefusedException {
        String token = shown(socket.handshake(), "token").orElse("");
        if (token.equals("broken")) {
            throw new IllegalStateException(INTENDED_FAILURE);
        }
        if (!token.equals("secret")) {
            throw new ConnectRefusedException(
                    "not allowed: é 😀", Map.of("code", 17, "missing", List.of("token", "rôle")));
        }
        socket.data().put(USER, "Zoë");
    }

    private CompletionStage<Void> waitAtGate(Socket socket) {
        String gate = shown(socket.handshake(), "gate").orElse("");
        if (gate.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        of(arrivals, gate).complete(null);
        return of(gates, gate);
    }

    /** From the auth, or from the query, which is all that the old clients have. */
    private static Optional<String> shown(Handshake handshake, String name) {
        return handshake
                .authField(name)
                .or(() -> Optional.ofNullable(handshake.query().get(name)));
    }

    private static CompletableFuture<Void> of(Map<String, CompletableFuture<Void>> promises, String name) {
        return promises.computeIfAbsent(name, key -> new CompletableFuture<>());
    }
}
