package hocket.examples.springchat;

import java.util.List;

/** The rooms there are: what people may make at will would have to be bounded and cleared away. */
final class Rooms {
    static final List<String> NAMES = List.of("lobby", "garden", "attic");

    private Rooms() {}

    /**
     * What the sockets of a chat room join. It has a prefix, lest somebody asks for a room that is none of the chat's: that
     * of a user, or that of a socket's id.
     *
     * @throws NoSuchRoomException if there is no such chat room
     */
    static String channel(String room) {
        if (!NAMES.contains(room)) {
            throw new NoSuchRoomException(room);
        }
        return "room:" + room;
    }

    /** What all sockets of a user join. */
    static String ofUser(String name) {
        return "user:" + name;
    }
}
