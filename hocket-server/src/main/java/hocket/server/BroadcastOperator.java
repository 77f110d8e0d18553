package hocket.server;

import hocket.core.Args;
import hocket.core.Call;
import hocket.core.Event;
import hocket.core.EventTarget;
import hocket.core.Packet;
import hocket.server.spi.BroadcastScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sockets of a namespace, those of some rooms or all, but those of other rooms, and how they are reached. Each method
 * that refines it answers with a new operator. Immutable; any thread; nothing blocks.
 */
public final class BroadcastOperator implements EventTarget {
    private final Namespace namespace;
    private final BroadcastScope scope;

    BroadcastOperator(Namespace namespace, BroadcastScope scope) {
        this.namespace = namespace;
        this.scope = scope;
    }

    private BroadcastOperator with(UnaryOperator<BroadcastScope> change) {
        return new BroadcastOperator(namespace, change.apply(scope));
    }

    /** Also the sockets of these rooms; a socket's id is a room too. */
    public BroadcastOperator to(String... rooms) {
        return with(old -> old.to(rooms));
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Not the sockets of these rooms. */
    public BroadcastOperator except(String... rooms) {
        return with(old -> old.except(rooms));
    }

    /** Only the sockets of this server. */
    public BroadcastOperator local() {
        return with(BroadcastScope::onlyLocal);
    }

    /** Only the sockets whose transport has room just now; the others never get it. */
    public BroadcastOperator asVolatile() {
        return with(BroadcastScope::asVolatile);
    }

    /** Compressed where the transport offers that, or not. Default true. */
    public BroadcastOperator compress(boolean wanted) {
        return with(old -> old.withCompress(wanted));
    }

    /** With a limit of time for answers. Default none: a socket's answer is waited for until it leaves. */
    public BroadcastOperator timeout(Duration limit) {
        return with(old -> old.withTimeout(limit));
    }

    /**
     * Emits the event with those arguments. It is encoded once, on the calling thread. A socket that joined before this
     * call gets it.
     *
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    @Override
    public void emit(String event, @Nullable Object... args) {
        namespace.adapter().broadcast(namespace.event(event, Packet.NO_ID, Arrays.asList(args)), scope);
    }

    /** Emits the event with its one argument. */
    @Override
    public <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /**
     * Emits, and asks each socket for an answer.
     *
     * @return completed, where handlers run, when every socket has answered or left, or the {@link #timeout} is over
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    public CompletableFuture<BroadcastAnswers<Args>> emitWithAck(String event, @Nullable Object... args) {
        Packet packet = namespace.event(event, namespace.nextAckId(), Arrays.asList(args));
        AnswerCollector answers = new AnswerCollector();
        namespace.adapter().broadcastWithAck(packet, scope, answers);
        return namespace.whereHandlersRun(answers.outcome());
    }

    /** As {@link #emitWithAck}, with the answers read as the call says. */
    public <Q, R> CompletableFuture<BroadcastAnswers<R>> call(Call<Q, R> call, Q question) {
        return emitWithAck(call.name(), question).thenApply(answers -> answers.map(call::read));
    }

    /**
     * The sockets; those of this server are {@link Socket}s.
     *
     * @return completed where handlers run
     */
    public CompletableFuture<List<RemoteSocket>> fetchSockets() {
        return namespace
                .whereHandlersRun(namespace.adapter().fetchSockets(scope))
                .thenApply(found -> found.stream().map(namespace::remoteSocket).toList());
    }

    /** Has the sockets join these rooms; completed, where handlers run, when they are in them. */
    public CompletableFuture<Void> socketsJoin(String... rooms) {
        return namespace.whereHandlersRun(namespace.adapter().join(scope, Set.copyOf(Arrays.asList(rooms))));
    }

    /** Has the sockets leave these rooms; completed, where handlers run, when they have. */
    public CompletableFuture<Void> socketsLeave(String... rooms) {
        return namespace.whereHandlersRun(namespace.adapter().leave(scope, Set.copyOf(Arrays.asList(rooms))));
    }

    /** Disconnects the sockets, with {@code close} their connections too; completed, where handlers run, when they are gone. */
    public CompletableFuture<Void> disconnectSockets(boolean close) {
        return namespace.whereHandlersRun(namespace.adapter().disconnect(scope, close));
    }
}
