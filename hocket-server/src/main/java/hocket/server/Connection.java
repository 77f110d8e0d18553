package hocket.server;

import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.engine.CloseReason;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.ReadyState;
import hocket.engine.spi.Timeout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All sockets of one session: decodes its messages and hands each packet to the socket it is for. Belongs to the
 * session's lane.
 */
final class Connection implements EngineSocketListener {
    private final SocketIoServer server;
    private final SocketIoOptions options;
    private final EngineSocket engine;
    private final Rules rules;
    private final PacketDecoder decoder;
    private final Timeout connectTimeout;
    private final Timeout attachmentsTimeout;
    private final Map<String, Socket> sockets = new HashMap<>(2); // lane: by namespace
    private final Set<String> left = new HashSet<>(0); // lane: namespaces whose packets may still be on their way
    private int pauses; // lane: the sockets whose mailboxes are full

    Connection(SocketIoServer server, SocketIoOptions options, EngineSocket engine) {
        this.server = server;
        this.options = options;
        this.engine = engine;
        this.rules = Rules.of(engine);
        this.decoder = options.parser.newDecoder();
        this.connectTimeout = engine.lane().newTimeout(this::violated);
        this.attachmentsTimeout = engine.lane()
                .newTimeout(() -> onMalformed(
                        new ProtocolException("all attachments come within " + options.attachmentsTimeout)));
    }

    /** The session is open. */
    void begin() {
        connectTimeout.start(options.connectTimeout);
        if (rules.connectsImplicitly()) {
            connect("/", "/", Args.none());
        }
    }

    EngineSocket engine() {
        return engine;
    }

    Rules rules() {
        return rules;
    }

    @Override
    public void onPacket(EnginePacket message) {
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
        if (!decoder.isIncomplete()) {
            attachmentsTimeout.cancel();
        } else if (!attachmentsTimeout.isStarted()) {
            attachmentsTimeout.start(options.attachmentsTimeout);
        }
    }

    private void onPacket(DecodedPacket packet) {
        String name = rules.namespaceOf(packet.namespace());
        Socket socket = sockets.get(name);
        if (packet.type() == PacketType.CONNECT && socket == null) {
            connect(name, packet.namespace(), packet.args());
        } else if (packet.type() == PacketType.CONNECT || packet.type() == PacketType.CONNECT_ERROR) {
            violated();
        } else if (socket != null) {
            socket.onPacket(packet);
        } else if (!left.contains(name)) {
            violated();
        }
    }

    private void connect(String name, String wireName, Args auth) {
        Namespace namespace = server.find(name);
        if (namespace == null) {
            send(rules.refused(name, "Invalid namespace", null));
            return;
        }
        if (sockets.size() >= options.maxNamespacesPerConnection) {
            send(rules.refused(name, "Too many namespaces", null));
            return;
        }
        connectTimeout.cancel();
        Handshake handshake = new Handshake(engine.request(), rules.queryOf(engine, wireName), auth);
        Socket socket = new Socket(rules.socketId(engine, name), namespace, this, handshake, options);
        sockets.put(name, socket);
        socket.onConnected();
    }

    void send(Packet packet) {
        engine.send(options.parser.encode(packet));
    }

    void remove(Socket socket) {
        sockets.remove(socket.namespace().name(), socket);
        left.add(socket.namespace().name());
    }

    /** Has the client leave every namespace and closes the session. */
    void disconnectAll() {
        all().forEach(Socket::leaveNamespace);
        engine.close();
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
        List<Socket> affected = all();
        options.handlers.executor().execute(() -> {
            if (affected.isEmpty()) {
                options.errorHandler.onError(null, error);
            } else {
                affected.forEach(socket -> options.errorHandler.onError(socket, error));
            }
        });
        engine.close();
    }

    /** The client did what the protocol forbids, or too little in time. */
    private void violated() {
        engine.close();
        if (engine.readyState() != ReadyState.CLOSED) {
            closeAll(DisconnectReason.FORCED_SERVER_CLOSE);
        }
    }

    @Override
    public void onClose(CloseReason reason, String description) {
        connectTimeout.cancel();
        attachmentsTimeout.cancel();
        server.remove(this);
        closeAll(DisconnectReason.of(reason));
    }

    void closeAll(DisconnectReason reason) {
        all().forEach(socket -> socket.close(reason));
    }

    private List<Socket> all() {
        return new ArrayList<>(sockets.values());
    }
}
