package hocket.server;

import hocket.core.Args;
import java.util.concurrent.CompletionStage;

/**
 * Sees each event of a socket before its handlers. What it throws keeps the event from them, goes to the error handler,
 * and is answered where the client asked for an ack ({@link hocket.core.Ack#fail}). Runs where handlers run.
 */
@FunctionalInterface
public interface EventMiddleware {
    /** The event came; returning lets it pass. */
    void onEvent(String event, Args args) throws Exception;

    /** One that decides later; the socket's next events wait meanwhile. */
    @FunctionalInterface
    interface Async {
        /** The event came. */
        CompletionStage<?> onEvent(String event, Args args) throws Exception;
    }
}
