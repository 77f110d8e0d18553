package hocket.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The events of a socket that is not connected, in order, bounded in bytes. Belongs to the manager's lane. */
final class OfflineBuffer {
    private final int maxBytes;
    private final OverflowPolicy overflow;
    private final ArrayDeque<Outgoing> events = new ArrayDeque<>(1);
    private long bytes;

    OfflineBuffer(int maxBytes, OverflowPolicy overflow) {
        this.maxBytes = maxBytes;
        this.overflow = overflow;
    }

    /** Keeps the event if there is room or can be made; answers those for which there is none. */
    List<Outgoing> add(Outgoing event) {
        int size = event.encoded().sizeBytes();
        if (size > maxBytes || (overflow == OverflowPolicy.DROP_NEWEST && bytes + size > maxBytes)) {
            return List.of(event);
        }
        List<Outgoing> dropped = new ArrayList<>(0);
        while (bytes + size > maxBytes) {
            Outgoing oldest = events.remove();
            bytes -= oldest.encoded().sizeBytes();
            dropped.add(oldest);
        }
        events.add(event);
        bytes += size;
        return dropped;
    }

    /** Keeps it no longer; false if it was not there. */
    boolean remove(Outgoing event) {
        boolean removed = events.remove(event);
        if (removed) {
            bytes -= event.encoded().sizeBytes();
        }
        return removed;
    }

    /** All of them, in order; the buffer is empty afterwards. */
    List<Outgoing> takeAll() {
        List<Outgoing> all = List.copyOf(events);
        events.clear();
        bytes = 0;
        return all;
    }
}
