package hocket.server;

import java.util.concurrent.CompletionStage;

/**
 * Decides whether a client may join a namespace. It throws {@link ConnectRefusedException} to refuse with a message and
 * data; any other exception refuses with its message alone, and goes to the error handler. Runs before the connection
 * handlers, where handlers run; the socket may already join rooms, be given data and be sent events.
 */
@FunctionalInterface
public interface ConnectMiddleware {
    /** The client asks; returning lets it in. */
    void onConnect(Socket socket) throws Exception;

    /** One that decides later: the client is in when the stage is completed, and refused when it fails. */
    @FunctionalInterface
    interface Async {
        /** The client asks. */
        CompletionStage<?> onConnect(Socket socket) throws Exception;
    }
}
