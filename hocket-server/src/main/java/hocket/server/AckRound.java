package hocket.server;

import hocket.core.AckTable;
import hocket.core.Args;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import hocket.server.spi.AckReceiver;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clients of one lane that a broadcast has asked for an answer. Belongs to the lane. */
final class AckRound {
    private final long ackId;
    private final AckReceiver receiver;
    private final Set<Socket> asked = new HashSet<>();
    private final @Nullable Timeout timeout;
    private final @Nullable Duration limit;
    private int total;

    AckRound(long ackId, AckReceiver receiver, Lane lane, @Nullable Duration limit) {
        this.ackId = ackId;
        this.receiver = receiver;
        this.limit = limit;
        this.timeout = limit == null ? null : lane.newTimeout(this::onTimeout);
    }

    /** Sends the event to that socket, unless it cannot take it now. */
    void ask(Socket socket, Outgoing event) {
        if (event.isVolatile() && !socket.isReadyNow()) {
            return;
        }
        total++;
        if (!socket.expectAck(ackId, waiterFor(socket))) {
            receiver.onMissing(socket.id());
            return;
        }
        if (!socket.transmit(event)) {
            socket.expectNoAck(ackId);
            receiver.onMissing(socket.id());
            return;
        }
        asked.add(socket);
    }

    /** All were asked; the time begins. Returns how many. */
    int begin() {
        if (timeout != null && limit != null && !asked.isEmpty()) {
            timeout.start(limit);
        }
        return total;
    }

    private AckTable.Waiter waiterFor(Socket socket) {
        return new AckTable.Waiter() {
            @Override
            public void onAck(Args args) {
                done(socket);
                receiver.onAck(socket.id(), args);
            }

            @Override
            public void onDisconnect() {
                done(socket);
                receiver.onMissing(socket.id());
            }
        };
    }

    private void done(Socket socket) {
        asked.remove(socket);
        if (asked.isEmpty() && timeout != null) {
            timeout.cancel();
        }
    }

    private void onTimeout() {
        for (Socket late : List.copyOf(asked)) {
            late.expectNoAck(ackId);
            receiver.onMissing(late.id());
        }
        asked.clear();
    }
}
