package hocket.examples.springchat;

import hocket.spring.SocketIoOperations;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Who is in which room, and by how many sockets. Its lock is held while a change is made and told, so that all hear of the
 * changes in one order. Safe for use by several threads.
 */
@Component
final class Presence {
    private final SocketIoOperations io;
    private final Map<String, SortedMap<String, Integer>> rooms = new HashMap<>(); // by this object's lock

    Presence(SocketIoOperations io) {
        this.io = io;
    }

    /** A socket of somebody's has joined. */
    synchronized void enter(String channel, String name) {
        people(channel).merge(name, 1, Integer::sum);
        tell(channel);
    }

    /** A socket of somebody's has left. */
    synchronized void leave(String channel, String name) {
        people(channel).computeIfPresent(name, (key, sockets) -> sockets == 1 ? null : sockets - 1);
        tell(channel);
    }

    private SortedMap<String, Integer> people(String channel) {
        return rooms.computeIfAbsent(channel, key -> new TreeMap<>());
    }

    private void tell(String channel) {
        io.of(ChatController.NAMESPACE)
                .to(channel)
                .emit("people", people(channel).keySet());
    }
}
