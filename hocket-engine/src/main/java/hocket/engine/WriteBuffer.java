package hocket.engine;

import hocket.core.EncodedPacket;
import java.util.ArrayList;
import java.util.List;

/** What a session has to send: whole packets, in order, and whom to tell when they are gone. Belongs to the session's lane. */
final class WriteBuffer {
    private List<EncodedPacket> packets = new ArrayList<>(0);
    private List<Runnable> onFlushed = new ArrayList<>(0);
    private long bytes;

    void add(EncodedPacket packet) {
        packets.add(packet);
        bytes += packet.sizeBytes();
    }

    /** Has the task run when what was added so far has been given to the transport. */
    void onFlushed(Runnable task) {
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
        packets = new ArrayList<>(0);
        bytes = 0;
        return taken;
    }

    /** All tasks, in order; there are none afterwards. */
    List<Runnable> takeOnFlushed() {
        if (onFlushed.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = onFlushed;
        onFlushed = new ArrayList<>(0);
        return taken;
    }

    void clear() {
        takePackets();
        takeOnFlushed();
    }
}
