package hocket.server;

import hocket.core.Args;
import hocket.core.Packet;
import hocket.server.spi.AckReceiver;
import hocket.server.spi.Adapter;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.LocalNamespace;
import hocket.server.spi.SocketDetails;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The adapter of a server that is alone. Stateless. */
class LocalAdapter implements Adapter {
    private final LocalNamespace local;

    LocalAdapter(LocalNamespace local) {
        this.local = local;
    }

    @Override
    public void broadcast(Packet event, BroadcastScope scope) {
        local.broadcast(event, scope);
    }

    @Override
    public void broadcastWithAck(Packet event, BroadcastScope scope, AckReceiver receiver) {
        local.broadcastWithAck(event, scope, receiver);
    }

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastScope scope) {
        return local.fetchSockets(scope);
    }

    @Override
    public CompletionStage<Void> join(BroadcastScope scope, Set<String> rooms) {
        return local.join(scope, rooms);
    }

    @Override
    public CompletionStage<Void> leave(BroadcastScope scope, Set<String> rooms) {
        return local.leave(scope, rooms);
    }

    @Override
    public CompletionStage<Void> disconnect(BroadcastScope scope, boolean close) {
        return local.disconnect(scope, close);
    }

    @Override
    public CompletionStage<Void> serverSideEmit(String event, List<?> args) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Args>> serverSideEmitWithAck(String event, List<?> args, @Nullable Duration timeout) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedFuture(1);
    }
}
