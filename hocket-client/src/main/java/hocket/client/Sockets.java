package hocket.client;

import hocket.core.DecodedPacket;
import hocket.core.EnginePacket;
import hocket.core.PacketDecoder;
import hocket.core.Parser;
import hocket.core.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one manager, and between them and its connection whatever concerns more than one of them: what came is
 * handed out, what happened is told to all. On the lane, but for {@link #get}.
 */
final class Sockets implements Connector.Owner {
    private final Manager manager;
    private final ManagerHandlers handlers;
    private final Parser parser;
    private final Map<String, Socket> byNamespace = new ConcurrentHashMap<>(); // any thread
    private PacketDecoder decoder; // of the session that is open
    private int full; // those whose handlers do not keep up

    Sockets(Manager manager, ManagerHandlers handlers) {
        this.manager = manager;
        this.handlers = handlers;
        this.parser = manager.options().parser;
        this.decoder = parser.newDecoder();
    }

    /** The socket of that namespace, made if it is new. Any thread. */
    Socket get(String namespace, SocketOptions options) {
        return byNamespace.computeIfAbsent(namespace, made -> new Socket(manager, made, options));
    }

    boolean isAnyActive() {
        return byNamespace.values().stream().anyMatch(socket -> socket.session().isActive());
    }

    /** The manager is being closed. */
    void end() {
        all().forEach(socket -> socket.session().end());
    }

    private List<Socket> all() {
        return List.copyOf(byNamespace.values());
    }

    private void each(Consumer<SocketSession> call) {
        for (Socket socket : all()) {
            if (socket.session().isActive()) {
                call.accept(socket.session());
            }
        }
    }

    /** The connection is not read while there are sockets whose handlers do not keep up. */
    void onFull(boolean isFull) {
        full += isFull ? 1 : -1;
        EngineSession session = manager.session();
        if (session != null && full == (isFull ? 1 : 0)) {
            session.reading(!isFull);
        }
    }

    /** The server broke a rule of the protocol: the session ends. */
    void onUnreadable(ProtocolException error) {
        EngineSession session = manager.session();
        if (session != null) {
            session.fail(DisconnectReason.PARSE_ERROR, error);
        }
    }

    @Override
    public void onOpen() {
        decoder = parser.newDecoder();
        EngineSession session = manager.session();
        if (session != null && full > 0) {
            session.reading(false);
        }
        handlers.tell(handlers.open, Runnable::run);
        each(SocketSession::onOpen);
    }

    @Override
    public void onMessage(EnginePacket message) {
        DecodedPacket packet;
        try {
            packet = message.isBinary() ? decoder.binary(message.data()) : decoder.text(message.data());
        } catch (ProtocolException e) {
            onUnreadable(e);
            return;
        }
        if (packet != null) {
            handlers.tell(handlers.packet, handler -> handler.accept(packet));
            Socket socket = byNamespace.get(packet.namespace());
            if (socket != null) {
                socket.session().onPacket(packet);
            }
        }
    }

    @Override
    public void onClose(DisconnectReason reason, DisconnectDetails details) {
        handlers.tell(handlers.close, handler -> handler.accept(reason, details));
        each(socket -> socket.onClose(reason, details));
    }

    @Override
    public void onOpenFailed(Throwable error, boolean retried) {
        handlers.tell(handlers.error, handler -> handler.accept(error));
        each(socket -> socket.onOpenFailed(error, retried));
    }

    @Override
    public void onPing() {
        handlers.tell(handlers.ping, Runnable::run);
    }

    @Override
    public void onRetryPlanned(int attempt, Duration delay, @Nullable Throwable error) {
        each(socket -> socket.onRetryPlanned(attempt, delay, error));
    }

    @Override
    public void onReconnectAttempt(int attempt) {
        handlers.tell(handlers.reconnectAttempt, handler -> handler.accept(attempt));
    }

    @Override
    public void onReconnectError(Throwable error) {
        handlers.tell(handlers.reconnectError, handler -> handler.accept(error));
    }

    @Override
    public void onReconnectFailed(Throwable error) {
        handlers.tell(handlers.reconnectFailed, Runnable::run);
        each(socket -> socket.onGivenUp(error));
    }

    @Override
    public void onRetriesEnded(Throwable error) {
        each(socket -> socket.onGivenUp(error));
    }

    @Override
    public void onReconnect(int attempt) {
        handlers.tell(handlers.reconnect, handler -> handler.accept(attempt));
    }
}
