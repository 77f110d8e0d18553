package hocket.server;

import hocket.server.spi.RecoverableSession;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a socket is: somebody new, or somebody who was here before.
 *
 * @param privateId null unless sessions are recovered
 * @param former the session that goes on; null for somebody new
 */
record SocketIdentity(
        String id, @Nullable String privateId, @Nullable RecoverableSession former) {
    static SocketIdentity fresh(String id, @Nullable String privateId) {
        return new SocketIdentity(id, privateId, null);
    }

    static SocketIdentity of(RecoverableSession session) {
        return new SocketIdentity(session.id(), session.privateId(), session);
    }

    boolean isRecovered() {
        return former != null;
    }

    Set<String> rooms() {
        return former == null ? Set.of() : former.rooms();
    }

    Map<String, Object> data() {
        return former == null ? Map.of() : former.data();
    }
}
