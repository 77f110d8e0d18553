package hocket.examples.recipes;

import hocket.core.Event;
import hocket.core.TypeRef;
import hocket.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Figures for everybody who watches: all of them on entering, then those that change, once for all. */
final class Dashboard {
    static final Event<Map<String, Double>> FIGURES = Event.of("figures", new TypeRef<Map<String, Double>>() {});

    private final SocketIoServer io;
    private final Map<String, Double> latest = new ConcurrentHashMap<>();

    Dashboard(SocketIoServer io) {
        this.io = io;
    }

    void register() {
        io.onConnection(socket -> socket.on("watch", new TypeRef<List<String>>() {}, names -> {
            socket.join(names.stream().map(Dashboard::roomOf).toArray(String[]::new));
            socket.emit(FIGURES, Map.copyOf(latest));
        }));
    }

    /** Called by whatever measures, from any thread, as often as it likes. */
    void update(String name, double value) {
        latest.put(name, value);
        // a browser that cannot keep up gets the next value instead of a queue of old ones
        io.to(roomOf(name)).asVolatile().emit(FIGURES, Map.of(name, value));
    }

    private static String roomOf(String name) {
        return "figure:" + name;
    }
}
