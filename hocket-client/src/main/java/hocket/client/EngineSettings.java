package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.core.JsonCodec;
import hocket.core.Revision;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What one session is opened with: the manager's options, and the headers and the query of this attempt. */
final class EngineSettings {
    private static final int STAMP_RADIX = 36;
    private static final long STAMPS = 2_821_109_907_456L; // 36^8: eight characters

    private final Manager manager;
    private final ManagerOptions options;
    private final Map<String, String> headers;
    private final Map<String, String> query;

    EngineSettings(Manager manager, Map<String, String> headers, Map<String, String> query) {
        this.manager = manager;
        this.options = manager.options();
        this.headers = Objects.requireNonNull(headers, "extraHeaders");
        this.query = Objects.requireNonNull(query, "query");
    }

    ClientLane lane() {
        return manager.lane();
    }

    ClientTransport http() {
        return manager.http();
    }

    ClientListener listener() {
        return manager.listener();
    }

    JsonCodec json() {
        return options.json;
    }

    boolean forceBase64() {
        return options.forceBase64;
    }

    boolean tryAllTransports() {
        return options.tryAllTransports;
    }

    boolean mayUpgrade() {
        return options.upgrade && options.transports.contains(TransportName.WEBSOCKET);
    }

    /** A WebSocket first if that is remembered to work. */
    List<TransportName> transportOrder() {
        List<TransportName> order = new ArrayList<>(options.transports);
        if (options.rememberUpgrade && manager.isWebSocketKnownToWork() && order.remove(TransportName.WEBSOCKET)) {
            order.add(0, TransportName.WEBSOCKET);
        }
        return order;
    }

    void onTransportOpened(TransportName name) {
        manager.rememberWebSocket(name == TransportName.WEBSOCKET);
    }

    void onTransportFailed() {
        manager.rememberWebSocket(false);
    }

    /** A GET or the handshake of a WebSocket, for a new session if the sid is null. */
    ClientRequest request(TransportName transport, @Nullable String sid) {
        boolean webSocket = transport == TransportName.WEBSOCKET;
        Map<String, String> parameters = new LinkedHashMap<>(query);
        parameters.put("EIO", Integer.toString(Revision.current().number()));
        parameters.put("transport", transport.wire());
        if (options.isStamped(transport)) {
            parameters.put(options.timestampParam, stamp());
        }
        if (options.forceBase64 && (webSocket || sid == null)) {
            parameters.put("b64", "1");
        }
        if (sid != null) {
            parameters.put("sid", sid);
        }
        String origin = manager.origin();
        URI uri = URI.create((webSocket ? "ws" + origin.substring("http".length()) : origin)
                + options.path
                + "?"
                + UriText.query(parameters));
        ClientRequest request = ClientRequest.get(uri, headers, options.maxPayloadBytes);
        return webSocket
                ? request.subprotocols(options.protocols).timeout(options.timeout)
                : request.timeout(options.requestTimeout);
    }

    /** Something no cache has seen. */
    private static String stamp() {
        return Long.toString(ThreadLocalRandom.current().nextLong(STAMPS / STAMP_RADIX, STAMPS), STAMP_RADIX);
    }
}
