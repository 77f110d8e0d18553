package hocket.engine;

import hocket.core.EncodedPacket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to send: whole packets, in order, and whom to tell when they are gone. Takes no memory while it is
 * empty. Belongs to the session's lane.
 */
final class WriteBuffer {
    private static final int MAX_EXPECTED = 64;

    private @Nullable List<EncodedPacket> packets; // null while there are none
    private @Nullable List<Runnable> onFlushed; // as above
    private int expected = 1; // packets: a batch is mostly like the one before
    private long bytes;

    void add(EncodedPacket packet) {
        if (packets == null) {
            packets = new ArrayList<>(expected);
        }
        packets.add(packet);
        bytes += packet.sizeBytes();
    }

    /** Has the task run when what was added so far has been given to the transport. */
    void onFlushed(Runnable task) {
        if (onFlushed == null) {
            onFlushed = new ArrayList<>(1);
        }
        onFlushed.add(task);
    }

    boolean isEmpty() {
        return packets == null;
    }

    long bytes() {
        return bytes;
    }

    /** All packets, in order; the buffer is empty afterwards. */
    List<EncodedPacket> takePackets() {
        List<EncodedPacket> taken = packets;
        if (taken == null) {
            return List.of();
        }
        packets = null;
        expected = Math.min(taken.size(), MAX_EXPECTED);
        bytes = 0;
        return taken;
    }

    /** All tasks, in order; there are none afterwards. */
    List<Runnable> takeOnFlushed() {
        List<Runnable> taken = onFlushed;
        onFlushed = null;
        return taken == null ? List.of() : taken;
    }

    void clear() {
        takePackets();
        takeOnFlushed();
    }
}
