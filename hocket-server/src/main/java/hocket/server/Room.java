package hocket.server;

import java.util.function.Consumer;

/** The sockets of one room on one lane. Belongs to the lane. */
final class Room {
    private final String name;
    private final Members<Membership> members = new Members<>(Membership::moveTo);

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return members.size() == 0;
    }

    void forEach(Consumer<Socket> action) {
        for (int i = members.size() - 1; i >= 0; i--) { // backwards, as Members does
            Membership membership = members.at(i);
            if (membership != null) {
                action.accept(membership.socket);
            }
        }
    }

    Membership enter(Socket socket) {
        Membership membership = new Membership(this, socket);
        members.add(membership);
        return membership;
    }

    /** One socket in one room. */
    static final class Membership {
        private final Room room;
        private final Socket socket;
        private int index; // lane

        private Membership(Room room, Socket socket) {
            this.room = room;
            this.socket = socket;
        }

        Room room() {
            return room;
        }

        void end() {
            room.members.remove(index);
        }

        private void moveTo(int newIndex) {
            index = newIndex;
        }
    }
}
