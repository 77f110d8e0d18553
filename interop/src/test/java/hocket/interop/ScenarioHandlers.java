package hocket.interop;

import hocket.core.Args;
import hocket.core.JsonCodec;
import hocket.core.PacketLimits;
import hocket.engine.Cookie;
import hocket.engine.Cors;
import hocket.engine.EngineOptions;
import hocket.msgpack.MsgpackPacketParser;
import hocket.server.Handshake;
import hocket.server.Namespace;
import hocket.server.RecoveryOptions;
import hocket.server.Socket;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server's side of the scenarios of {@code socket-io.mjs}; the twin of {@code onSocket} in {@code reference-server.mjs}. */
final class ScenarioHandlers {
    private static final System.Logger LOG = System.getLogger("hocket.interop");

    private final Settings settings;
    private final Reasons reasons = new Reasons();
    private final AnswerHandlers answers = new AnswerHandlers();
    private final AdmissionHandlers admission = new AdmissionHandlers();

    ScenarioHandlers(Settings settings) {
        this.settings = settings;
    }

    HocketServer.Listening listen(int port) throws IOException {
        SocketIoOptions.Builder options = SocketIoOptions.builder().engine(engine -> apply(settings, engine));
        apply(options);
        SocketIoServer io = SocketIoServer.create(options.build());
        register(io);
        return HostKind.usual().listen(io, port);
    }

    static void apply(Settings settings, EngineOptions.Builder engine) {
        engine.allowEIO3(settings.allowEIO3)
                .pingInterval(settings.pingInterval)
                .pingTimeout(settings.pingTimeout)
                .maxHttpBufferSize(settings.maxHttpBufferSize);
        if (settings.path != null) {
            engine.path(settings.path);
        }
        if (settings.cors) {
            engine.cors(Cors.any());
        }
        if (settings.cookie) {
            engine.cookie(Cookie.DEFAULT);
        }
    }

    private void apply(SocketIoOptions.Builder options) {
        options.errorHandler(ScenarioHandlers::report);
        if (settings.msgpack) {
            options.parser(new MsgpackPacketParser(JsonCodec.load(), PacketLimits.DEFAULT));
        }
        if (settings.recovery) {
            options.connectionStateRecovery(RecoveryOptions.DEFAULT);
        }
    }

    private static void report(Socket socket, Throwable error) {
        if (!AdmissionHandlers.INTENDED_FAILURE.equals(error.getMessage())) {
            LOG.log(System.Logger.Level.ERROR, "a handler of " + socket + " failed", error);
        }
    }

    private void register(SocketIoServer io) {
        for (Namespace namespace : List.of(io.of("/"), io.of("/admin"))) {
            namespace.onConnection(socket -> onSocket(namespace, socket));
        }
        admission.register(io, this::onSocket);
        io.of("/control").onConnection(socket -> {
            socket.on("reasonOf", (args, ack) -> reasons.onceTold(args.get(0, String.class), ack::send));
            admission.onControl(socket);
        });
    }

    private void onSocket(Namespace namespace, Socket socket) {
        socket.onDisconnect(reason -> reasons.tell(socket.id(), reason.wire()));
        answers.register(namespace, socket);
        EmitHandlers.register(namespace, socket);
        onTalk(namespace, socket);
        onBurst(socket);
        onRooms(namespace, socket);
        socket.on("kick", args -> socket.disconnect(args.get(0, Boolean.class)));
        socket.on("closeTransport", args -> socket.conn().close());
    }

    private static void onTalk(Namespace namespace, Socket socket) {
        socket.on("echo", args -> socket.emit("echo", all(args)));
        socket.on("ask", (args, ack) -> ack.send(all(args)));
        socket.on("where", (args, ack) -> ack.send(namespace.name()));
        socket.on("handshake", (args, ack) -> ack.send(seen(socket.handshake())));
        socket.on("askMe", args -> {
            var unused = socket.emitWithAck("question", all(args))
                    .thenAccept(answers -> socket.emit("answered", all(answers)));
        });
        socket.on("askMeInVain", args -> {
            var unused = socket.timeout(Duration.ofMillis(100))
                    .emitWithAck("question")
                    .whenComplete((answers, error) -> {
                        if (error != null) {
                            socket.emit("unanswered");
                        }
                    });
        });
    }

    private static void onBurst(Socket socket) {
        List<List<Object>> items = new ArrayList<>();
        socket.on("item", args -> items.add(item(args)));
        socket.on("items", (args, ack) -> {
            ack.send(List.copyOf(items));
            items.clear();
        });
        socket.on("burst", args -> {
            int count = args.get(0, Integer.class);
            for (int n = 0; n < count; n++) {
                if (n % 7 == 0) {
                    socket.emit("item", n, Noise.of(n % 50 + 1));
                } else {
                    socket.emit("item", n);
                }
            }
        });
    }

    private static void onRooms(Namespace namespace, Socket socket) {
        socket.on("join", (args, ack) -> {
            socket.join(args.get(0, String.class));
            ack.send();
        });
        socket.on("leave", (args, ack) -> {
            socket.leave(args.get(0, String.class));
            ack.send();
        });
        socket.on("tellOthers", args -> socket.to(args.get(0, String.class)).emit("told", rest(args)));
        socket.on("tellRoom", args -> namespace.to(args.get(0, String.class)).emit("told", rest(args)));
        socket.on(
                "tellAllBut",
                args -> namespace.except(args.get(0, String.class)).emit("told", rest(args)));
        socket.on("end", args -> namespace.emit("end"));
    }

    private static Map<String, Object> seen(Handshake handshake) {
        Map<String, Object> seen = new HashMap<>();
        seen.put(
                "auth",
                handshake.auth().size() == 0 ? Map.of() : handshake.auth().tree(0));
        seen.put("query", handshake.query().get("token"));
        seen.put("header", handshake.headers().get("x-hocket"));
        return seen;
    }

    /** The number and, in base64, the bytes that came with it. */
    private static List<Object> item(Args args) {
        Object bytes = args.find(1, byte[].class)
                .map(Base64.getEncoder()::encodeToString)
                .orElse(null);
        return Arrays.asList(args.get(0, Integer.class), bytes);
    }

    private static Object[] all(Args args) {
        return args.toList().toArray();
    }

    private static Object[] rest(Args args) {
        return args.toList().stream().skip(1).toArray();
    }
}
