package hocket.server;

import hocket.core.Args;
import hocket.engine.spi.Timeout;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The acks a client owes one socket. Belongs to the socket's lane; who waits is told off it. */
final class AckTable {
    private final Map<Long, Pending> pending = new HashMap<>(2);
    private final int capacity;
    private final Executor completions;

    AckTable(int capacity, Executor completions) {
        this.capacity = capacity;
        this.completions = completions;
    }

    boolean isFull() {
        return pending.size() >= capacity;
    }

    void add(long id, CompletableFuture<Args> answer, @Nullable Timeout timeout) {
        pending.put(id, new Pending(answer, timeout));
    }

    /** The ack came; unknown ids and a second ack are ignored. */
    void onAck(long id, Args args) {
        Pending owed = take(id);
        if (owed != null) {
            completions.execute(() -> owed.answer.complete(args));
        }
    }

    void onTimeout(long id) {
        fail(take(id), new AckTimeoutException());
    }

    void onDisconnect() {
        pending.values().forEach(owed -> {
            owed.cancelTimeout();
            fail(owed, new DisconnectedException());
        });
        pending.clear();
    }

    private @Nullable Pending take(long id) {
        Pending owed = pending.remove(id);
        if (owed != null) {
            owed.cancelTimeout();
        }
        return owed;
    }

    private void fail(@Nullable Pending owed, Exception error) {
        if (owed != null) {
            completions.execute(() -> owed.answer.completeExceptionally(error));
        }
    }

    /** One ack that is owed. */
    private static final class Pending {
        private final CompletableFuture<Args> answer;
        private final @Nullable Timeout timeout;

        Pending(CompletableFuture<Args> answer, @Nullable Timeout timeout) {
            this.answer = answer;
            this.timeout = timeout;
        }

        void cancelTimeout() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }
}
