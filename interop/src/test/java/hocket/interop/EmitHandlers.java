package hocket.interop;

import hocket.core.EventTarget;
import hocket.server.DataKey;
import hocket.server.Namespace;
import hocket.server.RemoteSocket;
import hocket.server.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the scenarios of {@code emitting.mjs} and {@code recovery.mjs} want of the server. Stateless. */
final class EmitHandlers {
    private static final List<String> RESERVED =
            List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");
    private static final DataKey<Object> VALUE = DataKey.of("value", Object.class);

    private EmitHandlers() {}

    static void register(Namespace namespace, Socket socket) {
        onNames(socket);
        onData(socket);
        onOthers(namespace, socket);
        socket.on("epoch", (args, ack) -> ack.send(Instant.EPOCH));
        socket.on("volatileBurst", args -> {
            boolean broadcast = args.find(1, Boolean.class).orElse(false);
            EventTarget target = broadcast ? namespace.to(socket.id()).asVolatile() : socket.asVolatile();
            int count = args.get(0, Integer.class);
            for (int n = 0; n < count; n++) {
                target.emit("item", n);
            }
            socket.emit("done");
            namespace.emit("burstOver", socket.id(), count);
        });
    }

    private static void onNames(Socket socket) {
        List<List<Object>> any = new ArrayList<>();
        socket.onAny((event, args) -> any.add(List.of(event, args.size())));
        socket.on("any", (args, ack) -> ack.send(List.copyOf(any)));
        socket.on("message", args -> socket.emit("message", args.toList().toArray()));
        socket.on("tellMe", args -> {
            Object[] values = args.toList().stream().skip(1).toArray();
            socket.emit(args.get(0, String.class), values);
        });
        socket.on("tellMeVolatile", (args, ack) -> {
            socket.asVolatile().emit(args.get(0, String.class), args.get(1, String.class));
            ack.send();
        });
        for (String name : List.of("error", "connection", "ping", "reconnect")) {
            socket.on(name, args -> {
                Object[] values =
                        Stream.concat(Stream.of(name), args.toList().stream()).toArray();
                socket.emit("named", values);
            });
        }
        socket.on(
                "emitReserved",
                (args, ack) -> ack.send(
                        RESERVED.stream().map(name -> refusalOf(socket, name)).toList()));
    }

    private static String refusalOf(Socket socket, String name) {
        try {
            socket.emit(name);
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static void onData(Socket socket) {
        socket.on("set", (args, ack) -> {
            socket.data().put(VALUE, args.get(0, Object.class));
            ack.send();
        });
        socket.on("state", (args, ack) -> {
            Map<String, Object> state = new HashMap<>();
            state.put("data", socket.data().find(VALUE).orElse(null));
            state.put("rooms", socket.rooms());
            state.put("recovered", socket.isRecovered());
            ack.send(state);
        });
    }

    private static void onOthers(Namespace namespace, Socket socket) {
        socket.on("moveRoom", (args, ack) -> {
            String from = args.get(0, String.class);
            var unused = namespace
                    .in(from)
                    .socketsJoin(args.get(1, String.class))
                    .thenCompose(joined -> namespace.in(from).socketsLeave(from))
                    .thenRun(ack::send);
        });
        socket.on("fetch", (args, ack) -> {
            var unused = namespace
                    .in(args.get(0, String.class))
                    .fetchSockets()
                    .thenAccept(found ->
                            ack.send(found.stream().map(EmitHandlers::seen).toList()));
        });
        socket.on("disconnectRoom", args -> {
            var unused = namespace.in(args.get(0, String.class)).disconnectSockets(false);
        });
    }

    private static Map<String, Object> seen(RemoteSocket socket) {
        return Map.of("id", socket.id(), "rooms", socket.rooms());
    }
}
