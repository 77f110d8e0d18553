package hocket.server;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms one socket is in, as the user sees it: at once, on any thread. The socket's lane is asked in the order in which
 * they change here. Sets are copied when they change, since a socket is in few rooms.
 */
final class SocketRooms {
    private final Socket socket;
    private volatile @Nullable Set<String> names; // written under the monitor: null if there is only its own

    SocketRooms(Socket socket, Set<String> former) {
        this.socket = socket;
        this.names = former.isEmpty() ? null : former;
    }

    Set<String> names() {
        Set<String> present = names;
        return present == null ? Set.of(socket.id()) : present;
    }

    synchronized void join(String... rooms) {
        if (socket.isGone()) {
            return;
        }
        Set<String> joined = Set.copyOf(Arrays.asList(rooms));
        Set<String> more = new HashSet<>(names());
        more.addAll(joined);
        names = Set.copyOf(more);
        socket.lane().runInOrder(() -> enter(joined));
    }

    synchronized void leave(String... rooms) {
        Set<String> left = new HashSet<>(Arrays.asList(rooms));
        left.remove(socket.id());
        Set<String> fewer = new HashSet<>(names());
        fewer.removeAll(left);
        names = Set.copyOf(fewer);
        socket.lane().runInOrder(() -> exit(left));
    }

    /** The socket has joined the namespace: what was asked for before counts now. On the lane. */
    void enter() {
        enter(names());
    }

    private void enter(Set<String> rooms) {
        if (socket.isConnected()) {
            LaneRooms onLane = onLane();
            rooms.forEach(room -> onLane.join(socket, room));
        }
    }

    private void exit(Set<String> rooms) {
        if (socket.isConnected()) {
            LaneRooms onLane = onLane();
            rooms.forEach(room -> onLane.leave(socket, room));
        }
    }

    private LaneRooms onLane() {
        return socket.namespace().here().roomsOn(socket.lane());
    }

    /** The socket is gone, and whoever wanted to know its rooms has seen them. */
    synchronized void forget() {
        names = Set.of();
    }
}
