package hocket.server;

import hocket.core.Args;
import hocket.core.Call;
import hocket.core.EventTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Many sockets of a namespace, on all servers: the starting point of a broadcast. Each method of this interface begins a
 * {@link BroadcastOperator}. Any thread; nothing blocks.
 */
public interface BroadcastTarget extends EventTarget {
    /** These sockets as an operator, which the other methods refine. */
    BroadcastOperator operator();

    /** Only the sockets of these rooms, each once however many of them it is in. */
    default BroadcastOperator to(String... rooms) {
        return operator().to(rooms);
    }

    /** As {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return operator().to(rooms);
    }

    /** Not the sockets of these rooms. */
    default BroadcastOperator except(String... rooms) {
        return operator().except(rooms);
    }

    /** Only the sockets of this server. */
    default BroadcastOperator local() {
        return operator().local();
    }

    /** Only the sockets whose transport has room just now. */
    default BroadcastOperator asVolatile() {
        return operator().asVolatile();
    }

    /** Compressed where the transport offers that, or not. Default true. */
    default BroadcastOperator compress(boolean wanted) {
        return operator().compress(wanted);
    }

    /** With a limit of time for answers. */
    default BroadcastOperator timeout(Duration limit) {
        return operator().timeout(limit);
    }

    @Override
    default void emit(String event, @Nullable Object... args) {
        operator().emit(event, args);
    }

    /** Emits, and gathers the answers; see {@link BroadcastOperator#emitWithAck}. */
    default CompletableFuture<BroadcastAnswers<Args>> emitWithAck(String event, @Nullable Object... args) {
        return operator().emitWithAck(event, args);
    }

    /** Asks, and gathers the answers; see {@link BroadcastOperator#emitWithAck}. */
    default <Q, R> CompletableFuture<BroadcastAnswers<R>> call(Call<Q, R> call, Q question) {
        return operator().call(call, question);
    }

    /** The sockets; see {@link BroadcastOperator#fetchSockets}. */
    default CompletableFuture<List<RemoteSocket>> fetchSockets() {
        return operator().fetchSockets();
    }

    /** Has the sockets join these rooms; completed when they are in them. */
    default CompletableFuture<Void> socketsJoin(String... rooms) {
        return operator().socketsJoin(rooms);
    }

    /** Has the sockets leave these rooms; completed when they have. */
    default CompletableFuture<Void> socketsLeave(String... rooms) {
        return operator().socketsLeave(rooms);
    }

    /** Disconnects the sockets, with {@code close} their connections too; completed when they are gone. */
    default CompletableFuture<Void> disconnectSockets(boolean close) {
        return operator().disconnectSockets(close);
    }
}
