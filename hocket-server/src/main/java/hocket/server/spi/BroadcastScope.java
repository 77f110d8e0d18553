package hocket.server.spi;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets of a namespace are meant, and how they are reached. Immutable.
 *
 * @param rooms the rooms whose sockets are meant, each once however many of them it is in; empty for every socket
 * @param except rooms whose sockets are not meant; a socket's id is a room
 * @param local whether only sockets of this server are meant
 * @param isVolatile whether a socket whose transport has no room just now is left out
 * @param compress whether the packet may be compressed where the transport offers that
 * @param timeout how long answers are waited for; null for no limit
 */
public record BroadcastScope(
        Set<String> rooms,
        Set<String> except,
        boolean local,
        boolean isVolatile,
        boolean compress,
        @Nullable Duration timeout) {
    /** Every socket of the namespace, on all servers. */
    public static final BroadcastScope EVERYONE = new BroadcastScope(Set.of(), Set.of(), false, false, true, null);

    /** Copies the sets. */
    public BroadcastScope {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /** Also the sockets of these rooms. */
    public BroadcastScope to(String... more) {
        return new BroadcastScope(union(rooms, more), except, local, isVolatile, compress, timeout);
    }

    /** But not the sockets of these rooms. */
    public BroadcastScope except(String... more) {
        return new BroadcastScope(rooms, union(except, more), local, isVolatile, compress, timeout);
    }

    /** Only sockets of this server. */
    public BroadcastScope onlyLocal() {
        return new BroadcastScope(rooms, except, true, isVolatile, compress, timeout);
    }

    /** Only sockets whose transport has room. */
    public BroadcastScope asVolatile() {
        return new BroadcastScope(rooms, except, local, true, compress, timeout);
    }

    /** Compressed where possible, or not. */
    public BroadcastScope withCompress(boolean wanted) {
        return new BroadcastScope(rooms, except, local, isVolatile, wanted, timeout);
    }

    /** With that limit of time for answers. */
    public BroadcastScope withTimeout(Duration limit) {
        return new BroadcastScope(rooms, except, local, isVolatile, compress, limit);
    }

    private static Set<String> union(Set<String> set, String... more) {
        Set<String> all = new LinkedHashSet<>(set);
        all.addAll(List.of(more));
        return all;
    }
}
