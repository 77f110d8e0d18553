package hocket.server.spi;

import org.jspecify.annotations.Nullable;

/**
 * What happened to a room of one namespace on this server.
 *
 * @param socketId who joined or left; null for {@link Type#CREATE} and {@link Type#DELETE}
 */
public record RoomEvent(Type type, String room, @Nullable String socketId) {
    /** The kinds. */
    public enum Type {
        /** The first socket is about to join. */
        CREATE,
        /** The last socket has left. */
        DELETE,
        /** A socket has joined. */
        JOIN,
        /** A socket has left. */
        LEAVE
    }
}
