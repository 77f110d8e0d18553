package hocket.server;

import hocket.core.Packet;
import hocket.engine.EngineSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the current protocol that older clients have otherwise; chosen once per connection. Stateless. */
class Rules {
    private static final Rules CURRENT = new Rules();
    private static final SecureRandom RANDOM = new SecureRandom(); // any thread
    private static final int ID_BYTES = 15;

    static Rules of(EngineSocket engine) {
        return LegacyRules.isNeededFor(engine) ? LegacyRules.INSTANCE : CURRENT;
    }

    /** Whether the client is in the main namespace without asking. */
    boolean connectsImplicitly() {
        return false;
    }

    /** The id of a new socket, which everybody may know. */
    String socketId(EngineSocket engine, String namespace) {
        return newId();
    }

    /** 120 random bits, as 20 characters. */
    static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What tells the client that it has joined.
     *
     * @param privateId null unless it could come back by it
     */
    Packet connected(String namespace, String socketId, @Nullable String privateId) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("sid", socketId);
        if (privateId != null) {
            ids.put("pid", privateId);
        }
        return Packet.connect(namespace, ids);
    }

    /** What tells the client that it was refused. */
    Packet refused(String namespace, String message, @Nullable Object data) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (data != null) {
            error.put("data", data);
        }
        return Packet.connectError(namespace, error);
    }

    /** The namespace that a packet means by what stands in it. */
    String namespaceOf(String wireNamespace) {
        return wireNamespace;
    }

    /** The query parameters of a socket that joins; null if they are those of the session's request. */
    @Nullable
    Map<String, String> queryOf(EngineSocket engine, String wireNamespace) {
        return null;
    }
}
