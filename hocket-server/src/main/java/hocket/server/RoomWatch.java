package hocket.server;

import hocket.core.Registrations;
import hocket.core.Subscription;
import hocket.engine.Mailbox;
import hocket.server.spi.RoomEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms a namespace has on this server, over all its lanes, and who is told of it. A socket's own room is not
 * counted. Any thread. The mailbox runs nothing on the thread that posts.
 */
final class RoomWatch {
    private final Map<String, Integer> sizes = new HashMap<>(); // under the monitor
    private final Registrations<Consumer<RoomEvent>> handlers = new Registrations<>();
    private final Mailbox mailbox;

    RoomWatch(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    Subscription onEvent(Consumer<RoomEvent> handler) {
        return handlers.add(handler);
    }

    synchronized Set<String> rooms() {
        return Set.copyOf(sizes.keySet());
    }

    /** Told and counted in one step: two lanes cannot tell in another order than they count. */
    synchronized void onJoin(String room, String socketId) {
        if (sizes.merge(room, 1, Integer::sum) == 1) {
            tell(RoomEvent.Type.CREATE, room, null);
        }
        tell(RoomEvent.Type.JOIN, room, socketId);
    }

    synchronized void onLeave(String room, String socketId) {
        tell(RoomEvent.Type.LEAVE, room, socketId);
        if (sizes.merge(room, -1, Integer::sum) == 0) {
            sizes.remove(room);
            tell(RoomEvent.Type.DELETE, room, null);
        }
    }

    /** A socket has come or gone, and the room of its id with it. */
    synchronized void onOwnRoom(String socketId, boolean joined) {
        if (joined) {
            tell(RoomEvent.Type.CREATE, socketId, null);
            tell(RoomEvent.Type.JOIN, socketId, socketId);
        } else {
            tell(RoomEvent.Type.LEAVE, socketId, socketId);
            tell(RoomEvent.Type.DELETE, socketId, null);
        }
    }

    private void tell(RoomEvent.Type type, String room, @Nullable String socketId) {
        if (!handlers.isEmpty()) {
            RoomEvent event = new RoomEvent(type, room, socketId);
            handlers.items().forEach(handler -> mailbox.post(() -> handler.accept(event)));
        }
    }
}
