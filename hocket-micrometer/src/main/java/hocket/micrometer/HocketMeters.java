package hocket.micrometer;

import hocket.core.PacketType;
import hocket.engine.CloseReason;
import hocket.engine.ConnectionError;
import hocket.engine.EngineSocket;
import hocket.engine.HandshakeError;
import hocket.engine.OutboundLimit;
import hocket.engine.UpgradeFailure;
import hocket.engine.spi.HttpRequest;
import hocket.server.DisconnectReason;
import hocket.server.ServerListener;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one server, all named {@code hocket.…}; {@code docs/metrics.md} lists them. Give it to {@code
 * SocketIoOptions.Builder.listener}: there is nothing else to bind. Of several servers that were made with it the numbers
 * are added up; to tell them apart, give each its own with a tag.
 *
 * <p>The values of tags are constants of enums and never what a client sent, so that there are never more meters than at
 * the beginning. Counting takes no lock and finds its counter by an index. The gauges of bytes that wait and of slow
 * consumers ask each open session when they are read, on the reader's thread.
 */
public final class HocketMeters implements ServerListener {
    private final List<SocketIoServer> servers = new CopyOnWriteArrayList<>(); // any thread
    private final EnumCounts<Transport> connections;
    private final EnumCounts<Transport> connectionsOpened;
    private final EnumCounts<CloseReason> pollingClosed;
    private final EnumCounts<CloseReason> webSocketsClosed;
    private final EnumCounts<HandshakeError> handshakeFailures;
    private final LongAdder handshakesUnavailable;
    private final EnumCounts<UpgradeFailure> upgradeFailures;
    private final LongAdder upgraded;
    private final EnumCounts<OutboundLimit> slowConsumersClosed;
    private final LongAdder sockets;
    private final LongAdder socketsOpened;
    private final EnumCounts<DisconnectReason> socketsClosed;
    private final LongAdder refused;
    private final EnumCounts<PacketType> packetsReceived;
    private final EnumCounts<PacketType> packetsSent;
    private final LongAdder bytesReceived;
    private final LongAdder bytesSent;
    private final EnumCounts<DropReason> dropped;
    private final LongAdder unknownAcks;
    private final Timer handlerTime;

    /** Registers the meters. */
    public HocketMeters(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /** Registers the meters, each with these tags. */
    public HocketMeters(MeterRegistry registry, Iterable<Tag> tags) {
        Meters meters = new Meters(registry, Tags.of(tags));
        connections = meters.gauges("hocket.connections", "transport", "Sessions that are open", Transport.values());
        connectionsOpened = meters.counters(
                "hocket.connections.opened",
                "transport",
                "Sessions opened, by the transport they began with",
                Transport.values());
        pollingClosed = closed(meters.with("transport", Transport.POLLING));
        webSocketsClosed = closed(meters.with("transport", Transport.WEBSOCKET));
        String handshakes = "Requests that were refused";
        handshakeFailures = meters.counters("hocket.handshake.failures", "reason", handshakes, HandshakeError.values());
        handshakesUnavailable =
                meters.with("reason", "unavailable").counter("hocket.handshake.failures", null, handshakes);
        String upgrades = "Changes from polling to WebSocket that were tried";
        upgradeFailures = meters.counters("hocket.upgrades", "outcome", upgrades, UpgradeFailure.values());
        upgraded = meters.with("outcome", "succeeded").counter("hocket.upgrades", null, upgrades);
        slowConsumersClosed = meters.counters(
                "hocket.slow.consumers.closed",
                "limit",
                "Sessions that ended because the client read too little",
                OutboundLimit.values());
        sockets = meters.gauge("hocket.sockets", "Sockets that are connected, in all namespaces together");
        socketsOpened = meters.counter("hocket.sockets.opened", null, "Sockets that joined a namespace");
        socketsClosed = meters.counters(
                "hocket.sockets.closed", "reason", "Sockets that left their namespace", DisconnectReason.values());
        refused = meters.counter("hocket.connect.refused", null, "Clients that a namespace refused");
        packetsReceived = meters.counters(
                "hocket.packets.received",
                "type",
                "Socket.IO packets that came for a socket",
                PacketType.EVENT,
                PacketType.ACK,
                PacketType.DISCONNECT);
        packetsSent = meters.counters(
                "hocket.packets.sent",
                "type",
                "Events and acks sent, a broadcast once for each socket",
                PacketType.EVENT,
                PacketType.ACK);
        bytesReceived =
                meters.counter("hocket.received.bytes", BaseUnits.BYTES, "Bytes of Engine.IO packets that came");
        bytesSent =
                meters.counter("hocket.sent.bytes", BaseUnits.BYTES, "Bytes of Engine.IO packets given to a transport");
        dropped = meters.counters(
                "hocket.events.dropped", "reason", "Events that were not sent to a socket", DropReason.values());
        unknownAcks =
                meters.counter("hocket.acks.unknown", null, "Acks that nobody waited for: late, twice or made up");
        handlerTime = meters.timer("hocket.handler.time", "How long the handlers of an event took to return");
        gauges(meters);
    }

    private void gauges(Meters meters) {
        meters.gauge(
                "hocket.queue.bytes",
                BaseUnits.BYTES,
                "Bytes that wait to be sent to all clients together",
                this,
                all -> all.sessions().mapToLong(EngineSocket::pendingBytes).sum());
        meters.gauge(
                "hocket.slow.consumers",
                null,
                "Sessions for which more than pauseReadingBytes wait to be sent",
                this,
                all -> all.sessions().filter(session -> !session.isWritable()).count());
    }

    private static EnumCounts<CloseReason> closed(Meters ofTransport) {
        return ofTransport.counters(
                "hocket.connections.closed",
                "reason",
                "Sessions that ended, by their last transport",
                CloseReason.values());
    }

    private Stream<EngineSocket> sessions() {
        return servers.stream().flatMap(server -> server.engine().clients().stream());
    }

    @Override
    public void onCreated(SocketIoServer server) {
        servers.add(server);
    }

    @Override
    public void onConnectionError(ConnectionError error) {
        handshakeFailures.of(error.error()).increment();
    }

    @Override
    public void onUnavailable(HttpRequest request) {
        handshakesUnavailable.increment();
    }

    @Override
    public void onSessionOpened(EngineSocket session) {
        Transport transport = Transport.of(session);
        connections.of(transport).increment();
        connectionsOpened.of(transport).increment();
    }

    @Override
    public void onSessionClosed(EngineSocket session, CloseReason reason, String description) {
        Transport transport = Transport.of(session);
        connections.of(transport).decrement();
        EnumCounts<CloseReason> closed = transport == Transport.POLLING ? pollingClosed : webSocketsClosed;
        closed.of(reason).increment();
    }

    @Override
    public void onUpgraded(EngineSocket session) {
        connections.of(Transport.POLLING).decrement();
        connections.of(Transport.WEBSOCKET).increment();
        upgraded.increment();
    }

    @Override
    public void onUpgradeFailed(EngineSocket session, UpgradeFailure failure) {
        upgradeFailures.of(failure).increment();
    }

    @Override
    public void onOutboundLimit(EngineSocket session, OutboundLimit exceeded) {
        slowConsumersClosed.of(exceeded).increment();
    }

    @Override
    public void onBytesReceived(EngineSocket session, int bytes) {
        bytesReceived.add(bytes);
    }

    @Override
    public void onBytesSent(EngineSocket session, long bytes) {
        bytesSent.add(bytes);
    }

    @Override
    public void onConnected(Socket socket) {
        sockets.increment();
        socketsOpened.increment();
    }

    @Override
    public void onDisconnected(Socket socket, DisconnectReason reason) {
        sockets.decrement();
        socketsClosed.of(reason).increment();
    }

    @Override
    public void onRefused(String namespace, String message) {
        refused.increment();
    }

    @Override
    public void onReceived(Socket socket, PacketType type, @Nullable String event) {
        packetsReceived.of(type).increment();
    }

    @Override
    public void onSent(Socket socket, PacketType type, int bytes) {
        packetsSent.of(type).increment();
    }

    @Override
    public void onDropped(Socket socket, DropReason reason) {
        dropped.of(reason).increment();
    }

    @Override
    public void onUnknownAck(Socket socket) {
        unknownAcks.increment();
    }

    @Override
    public void onHandled(Socket socket, String event, Duration took) {
        handlerTime.record(took);
    }
}
