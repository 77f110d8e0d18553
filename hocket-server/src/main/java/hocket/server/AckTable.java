package hocket.server;

import hocket.core.Args;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The acks a client owes one socket. Belongs to the socket's lane. */
final class AckTable {
    private final Map<Long, Waiter> pending = new HashMap<>(2);
    private final int capacity;

    AckTable(int capacity) {
        this.capacity = capacity;
    }

    boolean isFull() {
        return pending.size() >= capacity;
    }

    void add(long id, Waiter waiter) {
        pending.put(id, waiter);
    }

    /** Nobody waits for that ack any more. */
    void remove(long id) {
        pending.remove(id);
    }

    /** The ack came; false if nobody waits for it: its id is unknown, or it came before, or too late. */
    boolean onAck(long id, Args args) {
        Waiter waiter = pending.remove(id);
        if (waiter == null) {
            return false;
        }
        waiter.onAck(args);
        return true;
    }

    /** Nothing more will come. */
    void onDisconnect() {
        List<Waiter> left = List.copyOf(pending.values());
        pending.clear();
        left.forEach(Waiter::onDisconnect);
    }

    /** Who waits for one ack; is told once, on the lane. */
    interface Waiter {
        void onAck(Args args);

        void onDisconnect();
    }
}
