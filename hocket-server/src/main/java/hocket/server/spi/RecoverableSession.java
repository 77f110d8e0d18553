package hocket.server.spi;

import java.util.Map;
import java.util.Set;

/**
 * What is kept of a socket whose connection broke, for its client to come back to. Immutable but for the data's values.
 *
 * @param id the socket's id
 * @param privateId its second id, which only the client knows
 * @param rooms the rooms it was in, its id among them
 * @param data its data by name
 * @param offset of the last event before its connection; what the client has missed if it has got nothing comes after it
 * @param misread offsets that the client believes in, since the last argument of an event that has no offset was a
 *     string, and what each stands for
 */
public record RecoverableSession(
        String id,
        String privateId,
        Set<String> rooms,
        Map<String, Object> data,
        String offset,
        Map<String, String> misread) {
    /** Copies what can change. */
    public RecoverableSession {
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
        misread = Map.copyOf(misread);
    }
}
