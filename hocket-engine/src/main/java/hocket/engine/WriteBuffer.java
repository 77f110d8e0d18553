package hocket.engine;

import hocket.core.EncodedPacket;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session has to send: whole packets, in order, and whom to tell when they are gone. Takes no memory while it is
 * empty. Belongs to the session's lane.
 */
final class WriteBuffer {
    private static final int MAX_EXPECTED = 64;

    private List<EncodedPacket> packets = List.of();
    private List<Runnable> onFlushed = List.of();
    private int expected = 1; // packets: a batch is mostly like the one before
    private long bytes;

    void add(EncodedPacket packet) {
        if (packets.isEmpty()) {
            packets = new ArrayList<>(expected);
        }
        packets.add(packet);
        bytes += packet.sizeBytes();
    }

    /** Has the task run when what was added so far has been given to the transport. */
    void onFlushed(Runnable task) {
        if (onFlushed.isEmpty()) {
            onFlushed = new ArrayList<>(1);
        }
        onFlushed.add(task);
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** All packets, in order; the buffer is empty afterwards. */
    List<EncodedPacket> takePackets() {
        List<EncodedPacket> taken = packets;
        packets = List.of();
        expected = Math.min(Math.max(1, taken.size()), MAX_EXPECTED);
        bytes = 0;
        return taken;
    }

    /** All tasks, in order; there are none afterwards. */
    List<Runnable> takeOnFlushed() {
        List<Runnable> taken = onFlushed;
        onFlushed = List.of();
        return taken;
    }

    void clear() {
        takePackets();
        takeOnFlushed();
    }
}
