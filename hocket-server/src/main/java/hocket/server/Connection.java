package hocket.server;

import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.engine.CloseReason;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.OutboundLimit;
import hocket.engine.ReadyState;
import hocket.engine.UpgradeFailure;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All sockets of one session: decodes its messages and hands each packet to the socket it is for. Belongs to the
 * session's lane.
 */
final class Connection implements EngineSocketListener {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private final SocketIoServer server;
    private final SocketIoOptions options;
    private final EngineSocket engine;
    private final Rules rules;
    private final PacketDecoder decoder;
    private final NamespaceTable namespaces = new NamespaceTable(); // lane
    private @Nullable Timeout connectTimeout; // lane: null unless the client has not joined yet
    private @Nullable Timeout attachmentsTimeout; // lane: null before attachments were waited for
    private List<Runnable> probes = List.of(); // lane: who waits for the client to answer
    private int pauses; // lane: the sockets whose mailboxes are full

    Connection(SocketIoServer server, SocketIoOptions options, EngineSocket engine) {
        this.server = server;
        this.options = options;
        this.engine = engine;
        this.rules = Rules.of(engine);
        this.decoder = options.parser.newDecoder();
    }

    /** The session is open. */
    void begin() {
        if (!namespaces.hasSockets()) { // a client that did not wait for the handshake may have joined already
            connectTimeout = engine.lane().newTimeout(this::violated);
            connectTimeout.start(options.connectTimeout);
        }
        if (rules.connectsImplicitly()) {
            connect("/", "/", Args.none());
        }
    }

    EngineSocket engine() {
        return engine;
    }

    SocketIoOptions options() {
        return options;
    }

    Rules rules() {
        return rules;
    }

    @Override
    public void onPacket(EnginePacket message) {
        options.tell(listener -> listener.onBytesReceived(engine, message.sizeBytes()));
        if (message.type() != EnginePacketType.MESSAGE) {
            return;
        }
        try {
            DecodedPacket packet = message.isBinary() ? decoder.binary(message.data()) : decoder.text(message.data());
            watchAttachments();
            if (packet != null) {
                onPacket(packet);
            }
        } catch (ProtocolException e) {
            onMalformed(e);
        }
    }

    private void watchAttachments() {
        Timeout present = attachmentsTimeout;
        if (!decoder.isIncomplete()) {
            cancel(present);
        } else if (present == null || !present.isStarted()) {
            startAttachmentsTimeout();
        }
    }

    private void startAttachmentsTimeout() {
        if (attachmentsTimeout == null) {
            attachmentsTimeout = engine.lane()
                    .newTimeout(() -> onMalformed(
                            new ProtocolException("all attachments come within " + options.attachmentsTimeout)));
        }
        attachmentsTimeout.start(options.attachmentsTimeout);
    }

    private void stopConnectTimeout() {
        cancel(connectTimeout);
        connectTimeout = null;
    }

    private static void cancel(@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    private void onPacket(DecodedPacket packet) {
        String name = rules.namespaceOf(packet.namespace());
        Socket socket = namespaces.socket(name);
        boolean connect = packet.type() == PacketType.CONNECT;
        if (connect && socket == null && !namespaces.isJoining(name)) {
            connect(name, packet.namespace(), packet.args());
        } else if (connect || packet.type() == PacketType.CONNECT_ERROR) {
            violated();
        } else if (socket != null) {
            socket.onPacket(packet);
        } else if (!namespaces.wasLeft(name)) {
            violated();
        }
    }

    private void connect(String name, String wireName, Args auth) {
        if (namespaces.size() >= options.maxNamespacesPerConnection) {
            refuse(name, new ConnectRefusedException("Too many namespaces"));
            return;
        }
        Handshake handshake = new Handshake(engine.request(), rules.queryOf(engine, wireName), auth);
        Join join = new Join(this, server.allNamespaces(), name, handshake);
        namespaces.begin(name, join); // from now on another CONNECT to that namespace breaks the rules
        join.begin();
    }

    /** The socket has passed all who were asked; what it has missed goes before the answer, as in the reference. */
    void onJoined(Socket socket, List<EncodedPacket> missed) {
        namespaces.endJoin(socket.namespace().name());
        namespaces.add(socket);
        stopConnectTimeout();
        missed.forEach(engine::send);
        if (isOpen()) {
            socket.onConnected();
        } else {
            namespaces.remove(socket); // what was missed is more than a client may leave unread
            socket.abandon();
            server.allNamespaces().leave(socket.namespace());
        }
    }

    /** The client may not join; it is told unless it has left. */
    void onRefused(String name, Throwable why) {
        namespaces.endJoin(name);
        refuse(name, why);
    }

    private void refuse(String name, Throwable why) {
        if (!isOpen()) {
            return;
        }
        String message = Objects.requireNonNullElse(why.getMessage(), "");
        options.tell(listener -> listener.onRefused(name, message));
        Object data = why instanceof ConnectRefusedException refused ? refused.data() : null;
        try {
            send(rules.refused(name, message, data));
        } catch (IllegalArgumentException e) { // its data: the client shall not wait for that
            options.handlers.executorOn(engine.lane()).execute(() -> options.onError(null, e));
            send(rules.refused(name, message, null));
        }
    }

    boolean isOpen() {
        return engine.readyState() == ReadyState.OPEN;
    }

    void send(Packet packet) {
        engine.send(options.parser.encode(packet));
    }

    /** Whether a packet of that size is one too many for a client that does not read. */
    boolean isOverflowing(int bytes) {
        return options.overflow == OverflowPolicy.DROP
                && engine.pendingBytes() + bytes > options.engine.maxOutboundBytes();
    }

    void remove(Socket socket) {
        namespaces.leave(socket, options.maxNamespacesPerConnection);
        server.allNamespaces().leave(socket.namespace());
    }

    /** Has the client leave every namespace and closes the session. */
    void disconnectAll() {
        namespaces.sockets().forEach(Socket::leaveNamespace);
        engine.close();
    }

    /** Finds out whether the client is there; the task runs when it has answered or the connection has ended. On the lane. */
    void probe(Runnable known) {
        if (!probes.isEmpty()) {
            probes.add(known);
        } else if (engine.probe(PROBE_LIMIT)) {
            probes = new ArrayList<>(List.of(known));
        } else {
            known.run();
        }
    }

    private void endProbes() {
        List<Runnable> told = probes;
        probes = List.of();
        told.forEach(Runnable::run);
    }

    @Override
    public void onHeartbeat() {
        endProbes();
    }

    void pauseReading() {
        if (pauses++ == 0) {
            engine.pauseReading();
        }
    }

    void resumeReading() {
        if (--pauses == 0) {
            engine.resumeReading();
        }
    }

    private void onMalformed(ProtocolException error) {
        List<Socket> affected = namespaces.sockets();
        options.handlers.executor().execute(() -> {
            if (affected.isEmpty()) {
                options.onError(null, error);
            } else {
                affected.forEach(socket -> options.onError(socket, error));
            }
        });
        engine.close();
    }

    /** The client did what the protocol forbids, or too little in time. */
    private void violated() {
        engine.close();
        if (engine.readyState() != ReadyState.CLOSED) {
            closeAll(DisconnectReason.FORCED_SERVER_CLOSE, "");
        }
    }

    @Override
    public void onWritable() {
        namespaces.sockets().forEach(Socket::onWritable);
    }

    @Override
    public void onFlush(List<EncodedPacket> buffer) {
        if (options.isWatched()) {
            long bytes = bytesOf(buffer);
            options.tell(listener -> listener.onBytesSent(engine, bytes));
        }
    }

    private static long bytesOf(List<EncodedPacket> packets) {
        long bytes = 0;
        for (int i = 0; i < packets.size(); i++) {
            bytes += packets.get(i).sizeBytes();
        }
        return bytes;
    }

    @Override
    public void onUpgrade() {
        options.tell(listener -> listener.onUpgraded(engine));
    }

    @Override
    public void onUpgradeFailed(UpgradeFailure failure) {
        options.tell(listener -> listener.onUpgradeFailed(engine, failure));
    }

    @Override
    public void onOutboundLimit(OutboundLimit exceeded) {
        options.tell(listener -> listener.onOutboundLimit(engine, exceeded));
    }

    @Override
    public void onClose(CloseReason reason, String description) {
        stopConnectTimeout();
        cancel(attachmentsTimeout);
        server.remove(this);
        namespaces.takeJoining().forEach(Join::abandon);
        closeAll(DisconnectReason.of(reason), description);
        endProbes();
        options.tell(listener -> listener.onSessionClosed(engine, reason, description));
    }

    /** The server ends: its sockets are told. Any thread. */
    void shutDown() {
        engine.lane().run(() -> closeAll(DisconnectReason.SERVER_SHUTTING_DOWN, ""));
    }

    /** As {@link #shutDown}, and ends the session when what is queued was sent. On the lane. */
    void shutDownGently() {
        closeAll(DisconnectReason.SERVER_SHUTTING_DOWN, "");
        engine.close();
    }

    private void closeAll(DisconnectReason reason, String description) {
        namespaces.sockets().forEach(socket -> socket.close(reason, description));
    }
}
