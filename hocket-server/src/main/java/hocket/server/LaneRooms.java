package hocket.server;

import hocket.engine.spi.Lane;
import hocket.server.spi.BroadcastScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sockets and rooms of one namespace on one lane. A socket is in the room of its own id without being entered.
 * Belongs to the lane.
 */
final class LaneRooms {
    private final Lane lane;
    private final RoomWatch watch;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<String, Socket> connected;
    private final Members<Socket> everyone = new Members<>(Socket::moveTo);
    private long broadcasts; // the number of the present one, to serve no socket twice
    private boolean busy; // amid a broadcast

    /**
     * Nobody yet.
     *
     * @param connected all sockets of the namespace by id, of other lanes too
     */
    LaneRooms(Lane lane, RoomWatch watch, Map<String, Socket> connected) {
        this.lane = lane;
        this.watch = watch;
        this.connected = connected;
    }

    void add(Socket socket) {
        lane.assertInside();
        everyone.add(socket);
        watch.onOwnRoom(socket.id(), true);
    }

    void remove(Socket socket) {
        lane.assertInside();
        everyone.remove(socket.place());
        for (Room.Membership membership : socket.memberships()) {
            end(membership, socket);
        }
        socket.forgetMemberships();
        watch.onOwnRoom(socket.id(), false);
    }

    void join(Socket socket, String room) {
        lane.assertInside();
        if (!room.equals(socket.id()) && find(socket.memberships(), room) < 0) {
            socket.addMembership(rooms.computeIfAbsent(room, Room::new).enter(socket));
            watch.onJoin(room, socket.id());
        }
    }

    void leave(Socket socket, String room) {
        lane.assertInside();
        int found = find(socket.memberships(), room);
        if (found >= 0) {
            end(socket.memberships().remove(found), socket);
        }
    }

    private void end(Room.Membership membership, Socket socket) {
        Room room = membership.room();
        membership.end();
        if (room.isEmpty()) {
            rooms.remove(room.name());
        }
        watch.onLeave(room.name(), socket.id());
    }

    /** A socket is in few rooms: a list is smaller than a map, and as fast. */
    private static int find(List<Room.Membership> memberships, String room) {
        for (int i = 0; i < memberships.size(); i++) {
            if (memberships.get(i).room().name().equals(room)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Runs the task on the lane, in order. An inline handler that a broadcast calls may begin another, which would take
     * away the marks of those served: that one waits.
     */
    void run(Runnable task) {
        if (lane.isInside() && busy) {
            lane.execute(task);
        } else {
            lane.runInOrder(task);
        }
    }

    /** Calls the action with each socket meant, once. */
    void forEach(BroadcastScope scope, Consumer<Socket> action) {
        lane.assertInside();
        busy = true;
        try {
            visitAll(scope, action);
        } finally {
            busy = false;
        }
    }

    private void visitAll(BroadcastScope scope, Consumer<Socket> action) {
        long number = ++broadcasts;
        for (String room : scope.except()) {
            visit(room, socket -> socket.markServed(number));
        }
        Consumer<Socket> once = socket -> {
            if (socket.markServed(number)) {
                action.accept(socket);
            }
        };
        if (scope.rooms().isEmpty()) {
            everyone.forEach(once);
        }
        for (String room : scope.rooms()) {
            visit(room, once);
        }
    }

    /** As {@link #forEach}, for whoever changes memberships meanwhile. */
    List<Socket> matching(BroadcastScope scope) {
        List<Socket> found = new ArrayList<>();
        forEach(scope, found::add);
        return found;
    }

    private void visit(String name, Consumer<Socket> action) {
        Socket own = connected.get(name);
        if (own != null && own.lane() == lane) {
            action.accept(own);
        }
        Room room = rooms.get(name);
        if (room != null) {
            room.forEach(action);
        }
    }
}
