package hocket.server;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sockets of one room on one lane, in no order; adding and removing take constant time. Belongs to the lane. */
final class Members {
    private final String room;
    private @Nullable Membership[] members = new Membership[2];
    private int size;

    Members(String room) {
        this.room = room;
    }

    String room() {
        return room;
    }

    int size() {
        return size;
    }

    /** Backwards: the action may end memberships, and the last one, which then takes an earlier place, has had its turn. */
    void forEach(Consumer<Socket> action) {
        for (int i = size - 1; i >= 0; i--) {
            Membership membership = i < size ? members[i] : null;
            if (membership != null) {
                action.accept(membership.socket);
            }
        }
    }

    Membership add(Socket socket) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
        }
        Membership membership = new Membership(this, socket, size);
        members[size++] = membership;
        return membership;
    }

    /** The last member takes the place of the one that leaves. */
    private void remove(int index) {
        Membership last = members[--size];
        members[size] = null;
        if (last != null && index < size) {
            members[index] = last;
            last.index = index;
        }
    }

    /** One socket in one room. */
    static final class Membership {
        private final Members members;
        private final Socket socket;
        private int index;

        private Membership(Members members, Socket socket, int index) {
            this.members = members;
            this.socket = socket;
            this.index = index;
        }

        Members members() {
            return members;
        }

        void end() {
            members.remove(index);
        }
    }
}
