package hocket.core;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One socket's peer, which can be asked. Any thread; nothing blocks. */
public interface CallTarget extends EventTarget {
    /**
     * Sends an event and asks for an answer.
     *
     * @return completed, where handlers run, with the answer, or with {@link DisconnectedException}, {@link
     *     AckTimeoutException}, or {@link IllegalStateException} if the peer owes too many acks already
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args);

    /**
     * Asks, and reads the answer as the call says; as {@link #emitWithAck}. Fails also with {@link CallException} if the
     * peer refused, and with {@link ArgsException} if the answer does not fit.
     */
    default <Q, R> CompletableFuture<R> call(Call<Q, R> call, Q question) {
        return emitWithAck(call.name(), question).thenApply(call::read);
    }
}
