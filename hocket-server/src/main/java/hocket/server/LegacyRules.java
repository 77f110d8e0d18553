package hocket.server;

import hocket.core.Packet;
import hocket.core.Revision;
import hocket.engine.EngineSocket;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of clients of Socket.IO 2, which speak protocol 4 over Engine.IO 3: they are in {@code /} without asking,
 * know their ids by the session's, bring a query instead of auth, and take an error as a bare value. Stateless.
 */
final class LegacyRules extends Rules {
    static final LegacyRules INSTANCE = new LegacyRules();

    private LegacyRules() {}

    static boolean isNeededFor(EngineSocket engine) {
        return engine.protocol() == Revision.V3.number();
    }

    @Override
    boolean connectsImplicitly() {
        return true;
    }

    @Override
    String socketId(EngineSocket engine, String namespace) {
        return namespace.equals("/") ? engine.id() : namespace + "#" + engine.id();
    }

    @Override
    Packet connected(String namespace, String socketId, @Nullable String privateId) {
        return Packet.connect(namespace, null);
    }

    @Override
    Packet refused(String namespace, String message, @Nullable Object data) {
        return Packet.connectError(namespace, data == null ? message : data);
    }

    @Override
    String namespaceOf(String wireNamespace) {
        int query = wireNamespace.indexOf('?');
        return query < 0 ? wireNamespace : wireNamespace.substring(0, query);
    }

    @Override
    Map<String, String> queryOf(EngineSocket engine, String wireNamespace) {
        Map<String, String> query = new LinkedHashMap<>(engine.request().query());
        query.putAll(new HttpRequest("GET", wireNamespace, new HttpHeaders(), "", false).query());
        return Map.copyOf(query);
    }
}
