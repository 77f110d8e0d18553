package hocket.client;

import hocket.core.AckTable;
import hocket.core.EncodedPacket;
import hocket.core.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event on its way out. Immutable. */
final class Outgoing {
    private final Packet packet;
    private final EncodedPacket encoded;
    private final boolean isVolatile;
    private final @Nullable Answer answer;

    Outgoing(Packet packet, EncodedPacket encoded, boolean isVolatile, @Nullable Answer answer) {
        this.packet = packet;
        this.encoded = encoded;
        this.isVolatile = isVolatile;
        this.answer = answer;
    }

    /** Who waits for its ack. Told on the lane, once. */
    interface Answer extends AckTable.Waiter {
        /** It was not sent, and will not be. */
        void onDropped(String why);
    }

    EncodedPacket encoded() {
        return encoded;
    }

    boolean isVolatile() {
        return isVolatile;
    }

    long ackId() {
        return packet.id();
    }

    /** Null if it asks for no ack. */
    @Nullable
    Answer answer() {
        return answer;
    }

    /** The event's name and its arguments, as they were given. */
    List<?> nameAndArgs() {
        return packet.data() instanceof List<?> list ? list : List.of();
    }

    String event() {
        return String.valueOf(nameAndArgs().get(0));
    }

    /** Somebody who waits for its ack waits in vain. */
    void drop(String why) {
        if (answer != null) {
            answer.onDropped(why);
        }
    }
}
