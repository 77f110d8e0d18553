package hocket.server.spi;

import hocket.core.EncodedPacket;
import java.util.List;

/**
 * A session that goes on.
 *
 * @param session as it was kept
 * @param missed the events the client has not got, in order, each with its offset as the last argument
 */
public record RestoredSession(RecoverableSession session, List<EncodedPacket> missed) {
    /** Copies the list. */
    public RestoredSession {
        missed = List.copyOf(missed);
    }
}
