package hocket.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces one connection has to do with. Most clients are in one, so that there are no maps unless they are
 * needed. Belongs to the session's lane.
 */
final class NamespaceTable {
    private @Nullable Socket first; // lane: one of those that have joined
    private @Nullable Map<String, Socket> others; // lane: those that have joined besides it; null before there are any
    private @Nullable Map<String, Join> joining; // lane: those that are on their way; null if there are none
    private @Nullable Set<String> left; // lane: those whose packets may still come; null before there are any

    /** The socket that has joined that namespace. */
    @Nullable
    Socket socket(String name) {
        Socket one = first;
        if (one != null && one.namespace().name().equals(name)) {
            return one;
        }
        return others == null ? null : others.get(name);
    }

    /** Those that have joined; a copy. */
    List<Socket> sockets() {
        List<Socket> all = new ArrayList<>(others == null ? 1 : 1 + others.size());
        if (first != null) {
            all.add(first);
        }
        if (others != null) {
            all.addAll(others.values());
        }
        return all;
    }

    boolean hasSockets() {
        return first != null || (others != null && !others.isEmpty());
    }

    boolean isJoining(String name) {
        return joining != null && joining.containsKey(name);
    }

    boolean wasLeft(String name) {
        return left != null && left.contains(name);
    }

    /** How many are joined or on their way. */
    int size() {
        return (first == null ? 0 : 1) + (others == null ? 0 : others.size()) + (joining == null ? 0 : joining.size());
    }

    /** Somebody is on the way: what comes for that name now is not meant for a former socket. */
    void begin(String name, Join join) {
        if (joining == null) {
            joining = new HashMap<>(2);
        }
        joining.put(name, join);
        if (left != null) {
            left.remove(name);
        }
    }

    /** Whoever was on the way has arrived, or will not. */
    void endJoin(String name) {
        if (joining != null) {
            joining.remove(name);
            joining = joining.isEmpty() ? null : joining;
        }
    }

    /** Forgets who is on the way. */
    List<Join> takeJoining() {
        List<Join> taken = joining == null ? List.of() : List.copyOf(joining.values());
        joining = null;
        return taken;
    }

    void add(Socket socket) {
        if (first == null) {
            first = socket;
            return;
        }
        if (others == null) {
            others = new HashMap<>(2);
        }
        others.put(socket.namespace().name(), socket);
    }

    void remove(Socket socket) {
        if (first == socket) {
            first = null;
        } else if (others != null) {
            others.remove(socket.namespace().name(), socket);
        }
    }

    /** Remembers the names of so many whose packets may still come, the last ones. */
    void leave(Socket socket, int limit) {
        remove(socket);
        if (left == null) {
            left = new LinkedHashSet<>(2);
        }
        left.add(socket.namespace().name());
        if (left.size() > limit) {
            left.remove(left.iterator().next()); // the client cannot make us remember more
        }
    }
}
