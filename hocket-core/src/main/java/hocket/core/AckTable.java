package hocket.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The acks a peer owes one socket. For the server and the client. Not safe for use by several threads. */
public final class AckTable {
    private final Map<Long, Waiter> pending = new HashMap<>(2);
    private final int capacity;

    /** For so many acks at most. */
    public AckTable(int capacity) {
        this.capacity = capacity;
    }

    /** Whether the peer owes so many that no more may be asked for. */
    public boolean isFull() {
        return pending.size() >= capacity;
    }

    /** Waits for the ack of that id. */
    public void add(long id, Waiter waiter) {
        pending.put(id, waiter);
    }

    /** Nobody waits for that ack any more. */
    public void remove(long id) {
        pending.remove(id);
    }

    /** The ack came; false if nobody waits for it: its id is unknown, or it came before, or too late. */
    public boolean onAck(long id, Args args) {
        Waiter waiter = pending.remove(id);
        if (waiter == null) {
            return false;
        }
        waiter.onAck(args);
        return true;
    }

    /** Nothing more will come. */
    public void onDisconnect() {
        List<Waiter> left = List.copyOf(pending.values());
        pending.clear();
        left.forEach(Waiter::onDisconnect);
    }

    /** Who waits for one ack; is told once. */
    public interface Waiter {
        /** It came, with these arguments. */
        void onAck(Args args);

        /** It will not come. */
        void onDisconnect();
    }
}
