package hocket.server;

import hocket.core.EncodedPacket;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Emits to several sockets of a namespace: those of some rooms, or all, but those of other rooms. Each socket gets the
 * event once, in however many of the rooms it is. Immutable; any thread; nothing blocks.
 */
public final class BroadcastOperator {
    private final Namespace namespace;
    private final Set<String> rooms;
    private final Set<String> except;

    BroadcastOperator(Namespace namespace, Set<String> rooms, Set<String> except) {
        this.namespace = namespace;
        this.rooms = rooms;
        this.except = except;
    }

    /** Also to the sockets of these rooms; a socket's id is a room too. */
    public BroadcastOperator to(String... more) {
        return new BroadcastOperator(namespace, union(rooms, more), except);
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... more) {
        return to(more);
    }

    /** Not to the sockets of these rooms. */
    public BroadcastOperator except(String... more) {
        return new BroadcastOperator(namespace, rooms, union(except, more));
    }

    /**
     * Emits the event with those arguments. It is encoded once, on the calling thread. A socket that joined before this
     * call gets it.
     *
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    public void emit(String event, @Nullable Object... args) {
        EncodedPacket packet = namespace.encodeEvent(event, Arrays.asList(args));
        namespace.broadcast(packet, rooms, except);
    }

    private static Set<String> union(Set<String> set, String... more) {
        Set<String> all = new LinkedHashSet<>(set);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
