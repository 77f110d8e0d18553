package hocket.spring;

import hocket.engine.EngineSocket;
import hocket.server.Namespace;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/socketio}: connections, namespaces and, if one is asked for, its rooms. Of this node alone. */
@Endpoint(id = "socketio")
public class SocketIoEndpoint {
    private final SocketIoServer io;

    SocketIoEndpoint(SocketIoServer io) {
        this.io = io;
    }

    /** What the server holds now: with a namespace its rooms, by their size; without one all namespaces. */
    @ReadOperation
    public Map<String, ?> read(
            @org.springframework.lang.Nullable @Nullable String namespace) { // Boot 3 knows but the first
        return namespace == null ? all() : rooms(namespace);
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("connections", connections(io));
        all.put(
                "namespaces",
                io.namespaces().stream()
                        .collect(
                                Collectors.toMap(Namespace::name, SocketIoEndpoint::sizes, (a, b) -> a, TreeMap::new)));
        return all;
    }

    /** Those that are in a namespace, by transport. */
    static Map<String, Long> connections(SocketIoServer io) {
        return io.namespaces().stream()
                .map(Namespace::sockets)
                .flatMap(Collection::stream)
                .map(Socket::conn)
                .distinct()
                .collect(Collectors.groupingBy(EngineSocket::transportName, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Integer> sizes(Namespace namespace) {
        return Map.of(
                "sockets",
                namespace.sockets().size(),
                "rooms",
                namespace.rooms().size());
    }

    private Map<String, Integer> rooms(String name) {
        return io.namespaces().stream()
                .filter(namespace -> namespace.name().equals(name))
                .flatMap(namespace -> namespace.sockets().stream())
                .flatMap(socket -> socket.rooms().stream().filter(room -> !room.equals(socket.id())))
                .collect(Collectors.groupingBy(
                        Function.identity(), TreeMap::new, Collectors.reducing(0, one -> 1, Integer::sum)));
    }
}
