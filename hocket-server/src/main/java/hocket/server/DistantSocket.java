package hocket.server;

import hocket.core.Args;
import hocket.core.DisconnectedException;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.SocketDetails;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A socket of another server, as it was when it was fetched; it is reached by the room of its id. */
final class DistantSocket implements RemoteSocket {
    private final SocketDetails details;
    private final BroadcastOperator itself;

    DistantSocket(Namespace namespace, SocketDetails details) {
        this.details = details;
        this.itself = new BroadcastOperator(namespace, BroadcastScope.EVERYONE.to(details.id()));
    }

    @Override
    public String id() {
        return details.id();
    }

    @Override
    public Set<String> rooms() {
        return details.rooms();
    }

    @Override
    public Map<String, Object> dataTree() {
        return details.dataTree();
    }

    @Override
    public Map<String, @Nullable Object> handshakeTree() {
        return details.handshakeTree();
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        itself.emit(event, args);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return itself.emitWithAck(event, args).thenApply(all -> {
            Args answer = all.answers().get(id());
            if (answer == null) {
                throw new CompletionException(new DisconnectedException());
            }
            return answer;
        });
    }

    @Override
    public void join(String... rooms) {
        itself.socketsJoin(rooms);
    }

    @Override
    public void leave(String... rooms) {
        itself.socketsLeave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        itself.disconnectSockets(close);
    }

    @Override
    public String toString() {
        return "socket " + id() + " of another server";
    }
}
