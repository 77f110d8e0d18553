package hocket.spring;

import hocket.engine.Cookie;
import hocket.server.OverflowPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The options of the server, as properties. What is not set has the default of the option, which is named here for people.
 *
 * @param enabled Whether there is a Socket.IO server.
 * @param path Where it answers, below the application's context path.
 * @param addTrailingSlash Whether the path ends with a slash; if not, one is not needed. Default true.
 * @param order When its servlet is set up among others; the lowest first.
 * @param lanes The threads that serve all connections. Default: as many as there are processors.
 * @param handlers Where handlers run. Default: auto.
 * @param serveClient Whether the browser client is served below the path. Default true.
 * @param transports The transports, out of polling and websocket. Default both.
 * @param allowUpgrades Whether polling clients are told that they may upgrade. Default true.
 * @param allowEio3 Whether clients of Engine.IO 3 (Socket.IO 2) are served. Default false.
 * @param pingInterval The time from one heartbeat to the next ping. Default 25s.
 * @param pingTimeout The time a client has to answer a ping. Default 20s.
 * @param connectTimeout The time in which a connection must join a namespace. Default 45s.
 * @param upgradeTimeout The time a WebSocket has to take over a polling session. Default 10s.
 * @param closeTimeout The time a session that was closed here waits for the client's next poll, to tell it. Default 30s.
 * @param webSocketCloseTimeout The time a client has to answer a WebSocket close frame. Default 10s.
 * @param writeTimeout The time in which at least a byte of what waits to be written must leave. Default 20s.
 * @param attachmentsTimeout The time in which all attachments of a packet must follow it. Default 60s.
 * @param maxHttpBufferSize One POST body or one WebSocket message, at most. Default 1000000B.
 * @param maxFragments The frames of one WebSocket message, at most. Default 16384.
 * @param maxOutboundSize What may wait to be sent to one client; beyond, see overflow. Default 16MB.
 * @param pauseReadingSize A WebSocket is not read while more than this waits to be sent to its client. Default 1MB.
 * @param overflow What happens to events beyond max-outbound-size. Default close.
 * @param maxConnections The connections at most; a handshake beyond is answered 503. Default: no limit.
 * @param maxConnectionsPerIp The connections of one address at most; a handshake beyond is answered 503. Default: no limit.
 * @param maxNamespacesPerConnection The namespaces one connection may have joined at a time. Default 100.
 * @param maxDynamicNamespaces The namespaces that clients may have made by dynamic names. Default 10000.
 * @param cleanupEmptyChildNamespaces Whether a dynamic namespace ends when its last socket has left. Default false.
 * @param maxPendingEvents The events of one connection that may wait for their handlers. Default 1024.
 * @param maxPendingAcks The acks one socket may owe. Default 100000.
 * @param maxAttachments The attachments of one packet, at most. Default 10.
 * @param maxPacketSize One packet with its attachments, at most. Default 10000000B.
 * @param httpCompressionThreshold The size from which polling answers are compressed; 0 for never. Default 1024B.
 * @param allowedOrigins The origins whose pages may connect, such as https://app.example, or * for all. Default: those that
 *     the application's CORS configuration allows, if it has one, and always the application's own host.
 * @param perMessageDeflate Compression of WebSocket messages.
 * @param cookie A cookie with the connection's id, for balancers.
 * @param recovery Whether clients that were cut off may come back to their sessions.
 * @param shutdown What happens when the application stops.
 */
@ConfigurationProperties("hocket")
record HocketProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/socket.io") String path,
        @Nullable Boolean addTrailingSlash,
        @DefaultValue("0") int order,
        @Nullable Integer lanes,
        @DefaultValue("auto") HandlerThreads handlers,
        @Nullable Boolean serveClient,
        @Nullable List<String> transports,
        @Nullable Boolean allowUpgrades,
        @Nullable Boolean allowEio3,
        @Nullable Duration pingInterval,
        @Nullable Duration pingTimeout,
        @Nullable Duration connectTimeout,
        @Nullable Duration upgradeTimeout,
        @Nullable Duration closeTimeout,
        @Nullable Duration webSocketCloseTimeout,
        @Nullable Duration writeTimeout,
        @Nullable Duration attachmentsTimeout,
        @Nullable DataSize maxHttpBufferSize,
        @Nullable Integer maxFragments,
        @Nullable DataSize maxOutboundSize,
        @Nullable DataSize pauseReadingSize,
        @Nullable OverflowPolicy overflow,
        @Nullable Integer maxConnections,
        @Nullable Integer maxConnectionsPerIp,
        @Nullable Integer maxNamespacesPerConnection,
        @Nullable Integer maxDynamicNamespaces,
        @Nullable Boolean cleanupEmptyChildNamespaces,
        @Nullable Integer maxPendingEvents,
        @Nullable Integer maxPendingAcks,
        @Nullable Integer maxAttachments,
        @Nullable DataSize maxPacketSize,
        @Nullable DataSize httpCompressionThreshold,
        @Nullable List<String> allowedOrigins,
        @DefaultValue Deflate perMessageDeflate,
        @DefaultValue SessionCookie cookie,
        @DefaultValue Recovery recovery,
        @DefaultValue Shutdown shutdown) {

    /** Where handlers run. */
    enum HandlerThreads {
        /** On virtual threads if spring.threads.virtual.enabled is set, else on platform threads. */
        AUTO,
        /** On virtual threads. */
        VIRTUAL,
        /** On a pool that grows while handlers block. */
        PLATFORM,
        /** On the lane itself: for handlers that never block. */
        INLINE
    }

    /**
     * Compression of WebSocket messages (RFC 7692).
     *
     * @param enabled Whether it is offered.
     * @param threshold The size from which messages are compressed. Default 1024B.
     */
    record Deflate(
            @DefaultValue("false") boolean enabled,
            @Nullable DataSize threshold) {}

    /**
     * A cookie with the connection's id.
     *
     * @param enabled Whether there is one.
     * @param name Its name.
     * @param path Its path.
     * @param secure Whether it goes over TLS only.
     * @param sameSite Whether it goes along from pages of other sites.
     */
    record SessionCookie(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("io") String name,
            @DefaultValue("/") String path,
            @DefaultValue("false") boolean secure,
            Cookie.@Nullable SameSite sameSite) {}

    /**
     * Connection state recovery.
     *
     * @param enabled Whether clients that were cut off may come back to their sessions.
     * @param maxDisconnectionDuration The time after which they may no more. Default 2m.
     * @param skipMiddlewares Whether those that come back are not asked again. Default false.
     */
    record Recovery(
            @DefaultValue("false") boolean enabled,
            @Nullable Duration maxDisconnectionDuration,
            @DefaultValue("false") boolean skipMiddlewares) {}

    /**
     * What happens when the application stops.
     *
     * @param drain The time over which clients are disconnected, one after the other; 0s for at once. Default 2s.
     */
    record Shutdown(@DefaultValue("2s") Duration drain) {}
}
