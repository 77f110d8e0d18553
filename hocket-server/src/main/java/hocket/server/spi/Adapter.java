package hocket.server.spi;

import hocket.core.Args;
import hocket.core.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries what concerns many sockets of one namespace to all servers. The server calls it from any thread, lanes too; it
 * must not block, and calls back from any thread. A scope that is {@link BroadcastScope#local} stays on this server.
 *
 * <p>The methods are those of the reference's adapters, so that clusters with them can be built on it.
 */
public interface Adapter {
    /** Makes the adapter of each namespace. */
    @FunctionalInterface
    interface Factory {
        /** The adapter of that namespace. */
        Adapter create(LocalNamespace local);
    }

    /**
     * Sends the event to all sockets meant.
     *
     * @throws IllegalArgumentException if an argument cannot be encoded
     */
    void broadcast(Packet event, BroadcastScope scope);

    /** As {@link #broadcast}, for an event with an ack id. */
    void broadcastWithAck(Packet event, BroadcastScope scope, AckReceiver receiver);

    /** The sockets meant; those of this server live. */
    CompletionStage<List<SocketDetails>> fetchSockets(BroadcastScope scope);

    /** Has the sockets meant join these rooms. */
    CompletionStage<Void> join(BroadcastScope scope, Set<String> rooms);

    /** Has the sockets meant leave these rooms. */
    CompletionStage<Void> leave(BroadcastScope scope, Set<String> rooms);

    /** Disconnects the sockets meant, with {@code close} their connections too. */
    CompletionStage<Void> disconnect(BroadcastScope scope, boolean close);

    /** Has the other servers' handlers called. */
    CompletionStage<Void> serverSideEmit(String event, List<?> args);

    /** Has the other servers' handlers called, and gathers their answers. */
    CompletionStage<List<Args>> serverSideEmitWithAck(String event, List<?> args, @Nullable Duration timeout);

    /** How many servers the cluster has, this one included. */
    CompletionStage<Integer> serverCount();

    /** Whether this adapter keeps what a client misses, so that {@link #persist} and {@link #restore} can bring it back. */
    default boolean isRecovering() {
        return false;
    }

    /** The offset of the newest event of the namespace, as {@link #restore} understands it; empty if not recovering. */
    default String position() {
        return "";
    }

    /** Keeps the session of a client that may come back. */
    default void persist(RecoverableSession session) {}

    /**
     * Gives back a session that was kept, once. Events sent to its rooms from the moment of the call back on are not
     * among those missed, and those before are: the adapter makes the two one step.
     *
     * @param offset of the last event the client has got; null if it has got none
     * @param receiver told at once or later, once; null if there is nothing to be restored
     */
    default void restore(String privateId, @Nullable String offset, Consumer<@Nullable RestoredSession> receiver) {
        receiver.accept(null);
    }

    /** The namespace is gone. */
    default CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
