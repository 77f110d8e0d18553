package hocket.examples.chat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who is in which room. Not safe for use by several threads. */
final class Rooms {
    private static final int MAX_NAME_LENGTH = 20;
    private static final int MAX_KEY_LENGTH = 100;

    /** Each room's seats by name; names that differ in case only are one. */
    private final Map<String, Map<String, Seat>> rooms = new HashMap<>();

    /** A place in a room. With its key, a page gets its name back although its lost connection still has the seat. */
    static final class Seat {
        private final String name;
        private final String key;

        Seat(String name, String key) {
            this.name = name;
            this.key = key;
        }

        String name() {
            return name;
        }
    }

    /** The name, without space around it. */
    static String requireName(String what, String name) {
        String trimmed = name.strip();
        int length = trimmed.codePointCount(0, trimmed.length());
        if (length < 1 || length > MAX_NAME_LENGTH || trimmed.codePoints().anyMatch(Character::isISOControl)) {
            throw new RefusedException(what + " has 1 to " + MAX_NAME_LENGTH + " characters.");
        }
        return trimmed;
    }

    /** The secret of a page. */
    static String requireKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw new RefusedException("A key has 1 to " + MAX_KEY_LENGTH + " characters.");
        }
        return key;
    }

    /**
     * Takes a seat.
     *
     * @return whether the name is new in the room
     * @throws RefusedException if someone else has the name
     */
    boolean sit(String room, Seat seat) {
        Map<String, Seat> seats = rooms.getOrDefault(room, Map.of());
        Seat present = seats.get(id(seat));
        if (present != null && !present.key.equals(seat.key)) {
            throw new RefusedException("Somebody is called " + present.name + " in this room.");
        }
        rooms.computeIfAbsent(room, name -> new HashMap<>()).put(id(seat), seat);
        return present == null;
    }

    /**
     * Leaves the seat.
     *
     * @return whether the name is gone from the room; false if the seat has been taken back meanwhile
     */
    boolean stand(String room, Seat seat) {
        Map<String, Seat> seats = rooms.getOrDefault(room, Map.of());
        if (seats.get(id(seat)) != seat) {
            return false;
        }
        seats.remove(id(seat));
        if (seats.isEmpty()) {
            rooms.remove(room);
        }
        return true;
    }

    /** The names of those in the room, sorted. */
    List<String> names(String room) {
        Collection<Seat> seats = rooms.getOrDefault(room, Map.of()).values();
        return seats.stream()
                .map(Seat::name)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }

    int count() {
        return rooms.size();
    }

    private static String id(Seat seat) {
        return seat.name.toLowerCase(Locale.ROOT);
    }
}
