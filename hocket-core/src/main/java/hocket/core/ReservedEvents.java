package hocket.core;

import java.util.Set;

/** The event names no user may send (Socket.IO protocol; the JavaScript packages refuse them both ways). */
public final class ReservedEvents {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    /** Whether the name is {@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting}, {@code newListener} or {@code removeListener}. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
