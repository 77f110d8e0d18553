package hocket.core;

import java.util.List;

/** The event names no user may send (Socket.IO protocol; the JavaScript packages refuse them both ways). */
public final class ReservedEvents {
    /** A list, and no set: nearly every name differs from these in length, and need not be hashed. */
    private static final List<String> NAMES =
            List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    /** Whether the name is {@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting}, {@code newListener} or {@code removeListener}. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
