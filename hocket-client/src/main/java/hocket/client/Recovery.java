package hocket.client;

import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.JsonCodec;
import hocket.core.Packet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a socket needs to come back to its session (the reference's connection state recovery). Belongs to the lane. */
final class Recovery {
    private final JsonCodec codec;
    private @Nullable String privateId; // null if the server offers no recovery
    private @Nullable String offset; // of the last event that had one

    Recovery(JsonCodec codec) {
        this.codec = codec;
    }

    /** What goes with a CONNECT: what the user shows goes last, and wins, as in the reference. */
    @Nullable
    Object with(@Nullable Object shown) {
        if (privateId == null) {
            return shown;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("pid", privateId);
        if (offset != null) {
            all.put("offset", offset);
        }
        if (shown != null && codec.toTree(shown) instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        return all;
    }

    /** The server lets the socket in, with that second id if it offers recovery; whether it is the session of before. */
    boolean onConnect(@Nullable String pid) {
        boolean recovered = pid != null && pid.equals(privateId);
        if (!recovered) {
            offset = null;
        }
        privateId = pid;
        return recovered;
    }

    /** An event that asks for an ack has no offset: its last argument is the user's. */
    void onEvent(DecodedPacket packet) {
        Args args = packet.args();
        if (privateId != null
                && packet.id() == Packet.NO_ID
                && args.size() > 0
                && args.json(args.size() - 1).startsWith("\"")
                && args.tree(args.size() - 1) instanceof String last) {
            offset = last;
        }
    }
}
