package hocket.server;

import hocket.core.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Emits to one socket with a limit of time for the answer. Immutable; any thread; nothing blocks. */
public final class TimedEmitter {
    private final Socket socket;
    private final Duration limit;

    TimedEmitter(Socket socket, Duration limit) {
        this.socket = socket;
        this.limit = limit;
    }

    /** As {@link Socket#emitWithAck}; completed with {@link AckTimeoutException} if no answer came in time. */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return socket.emitWithAck(limit, event, args);
    }
}
