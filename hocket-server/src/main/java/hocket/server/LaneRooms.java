package hocket.server;

import hocket.core.EncodedPacket;
import hocket.engine.spi.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sockets and rooms of one namespace on one lane. A socket is in the room of its own id without being entered.
 * Belongs to the lane.
 */
final class LaneRooms {
    private final Lane lane;
    private final Map<String, Members> rooms = new HashMap<>();
    private final Map<String, Socket> byId = new HashMap<>();
    private final Members everyone = new Members("");
    private long broadcasts; // the number of the present one, to serve no socket twice

    LaneRooms(Lane lane) {
        this.lane = lane;
    }

    void add(Socket socket) {
        lane.assertInside();
        byId.put(socket.id(), socket);
        socket.memberships().add(everyone.add(socket));
    }

    void remove(Socket socket) {
        lane.assertInside();
        byId.remove(socket.id());
        for (Members.Membership membership : socket.memberships()) {
            end(membership);
        }
        socket.memberships().clear();
    }

    void join(Socket socket, String room) {
        lane.assertInside();
        if (!room.equals(socket.id()) && find(socket.memberships(), room) < 0) {
            socket.memberships().add(rooms.computeIfAbsent(room, Members::new).add(socket));
        }
    }

    void leave(Socket socket, String room) {
        lane.assertInside();
        int found = find(socket.memberships(), room);
        if (found >= 0) {
            end(socket.memberships().remove(found));
        }
    }

    private void end(Members.Membership membership) {
        Members members = membership.members();
        membership.end();
        if (members.size() == 0 && members != everyone) {
            rooms.remove(members.room());
        }
    }

    /** A socket is in few rooms: a list is smaller than a map, and as fast. */
    private int find(List<Members.Membership> memberships, String room) {
        for (int i = 0; i < memberships.size(); i++) {
            Members members = memberships.get(i).members();
            if (members != everyone && members.room().equals(room)) {
                return i;
            }
        }
        return -1;
    }

    /** Sends the packet to each socket of the rooms, or to all if none is named, but those in the excepted rooms. */
    void broadcast(EncodedPacket packet, Set<String> to, Set<String> except) {
        lane.assertInside();
        broadcasts++;
        for (String room : except) {
            visit(room, socket -> socket.markServed(broadcasts));
        }
        if (to.isEmpty()) {
            everyone.forEach(socket -> send(socket, packet));
        }
        for (String room : to) {
            visit(room, socket -> send(socket, packet));
        }
    }

    private void visit(String room, Consumer<Socket> action) {
        Socket own = byId.get(room);
        if (own != null) {
            action.accept(own);
        }
        Members members = rooms.get(room);
        if (members != null) {
            members.forEach(action);
        }
    }

    private void send(Socket socket, EncodedPacket packet) {
        if (socket.markServed(broadcasts)) {
            socket.send(packet);
        }
    }
}
