package hocket.examples.springchat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The last messages of each room, in memory. Safe for use by several threads. */
@Component
final class Messages {
    static final int KEPT = 50;

    private final Map<String, Deque<Message>> rooms = new HashMap<>(); // by this object's lock
    private long last; // by this object's lock

    /**
     * Stores a message.
     *
     * @throws NoSuchRoomException if there is no such room
     */
    synchronized Message add(String room, String author, String text) {
        Message message = new Message(++last, room, author, text, Instant.now());
        Deque<Message> messages = rooms.computeIfAbsent(Rooms.channel(room), channel -> new ArrayDeque<>());
        messages.add(message);
        if (messages.size() > KEPT) {
            messages.remove();
        }
        return message;
    }

    /**
     * The last {@value #KEPT}, the oldest first.
     *
     * @throws NoSuchRoomException if there is no such room
     */
    synchronized List<Message> last(String room) {
        return List.copyOf(rooms.getOrDefault(Rooms.channel(room), new ArrayDeque<>()));
    }
}
