package hocket.server;

import hocket.core.Packet;
import hocket.server.spi.RecoverableSession;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the client of one socket may take for the offset of an event: the reference's client believes every string that is
 * the last argument of any event. Events that ask for an ack have no offset, nor have those sent before the socket has
 * joined, and what their last argument stands for is remembered here. Belongs to the socket's lane.
 */
final class Offsets {
    private static final int MAX_REMEMBERED = 64;

    private final Map<Long, Misread> misread = new LinkedHashMap<>(2); // by ack id, in the order they were sent
    private Map<String, String> formerMisread; // of the session that goes on: sent before all others
    private String atStart;
    private long withoutAck = Packet.NO_ID;

    /** Those of a session that goes on, or of a new one, whose client has got nothing yet. */
    Offsets(@Nullable RecoverableSession former) {
        atStart = former == null ? "" : former.offset();
        formerMisread = former == null ? Map.of() : former.misread();
    }

    /** The socket has joined: what is sent from now on is for it. */
    void onConnected(String position) {
        if (atStart.isEmpty()) {
            atStart = position;
        }
    }

    /** The position when the session began. */
    String atStart() {
        return atStart;
    }

    /** An event is sent that has no offset. */
    void onSent(Outgoing event) {
        List<?> data = dataOf(event.packet());
        boolean asks = event.packet().id() != Packet.NO_ID;
        String read = asRead(data.get(data.size() - 1));
        if (read != null && (data.size() > 1 || !asks)) {
            misread.put(asks ? event.packet().id() : --withoutAck, new Misread(read, event.position()));
            if (misread.size() > MAX_REMEMBERED) {
                misread.remove(misread.keySet().iterator().next());
            }
        }
    }

    /** The client has got that event, and so no longer believes what came before it. */
    void onAck(long ackId) {
        if (!misread.containsKey(ackId)) {
            return;
        }
        formerMisread = Map.of();
        Iterator<Long> sent = misread.keySet().iterator();
        while (sent.next() != ackId) {
            sent.remove();
        }
    }

    /** What each string stands for that the client may believe; of equal ones the earliest, so that nothing is lost. */
    Map<String, String> misread() {
        Map<String, String> meant = new LinkedHashMap<>(formerMisread);
        misread.values().forEach(entry -> meant.putIfAbsent(entry.read, entry.position));
        return meant;
    }

    static List<?> dataOf(Packet event) {
        return event.data() instanceof List<?> list ? list : List.of();
    }

    /** Whether the client may get the value as a string. */
    static boolean mayBeRead(@Nullable Object last) {
        return last != null
                && !(last instanceof Number
                        || last instanceof Boolean
                        || last instanceof Map
                        || last instanceof Collection
                        || last instanceof Record
                        || last.getClass().isArray());
    }

    private static @Nullable String asRead(@Nullable Object last) {
        if (last instanceof Enum<?> constant) {
            return constant.name();
        }
        return last instanceof CharSequence || last instanceof UUID ? last.toString() : null;
    }

    /** A string that is no offset, and what it stands for. */
    private record Misread(String read, String position) {}
}
