package hocket.server;

import org.jspecify.annotations.Nullable;

/** Takes what user code throws, and packets that could not be understood. Runs where the handlers run; what it throws is logged. */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Something went wrong on behalf of a socket, which goes on living unless the packet was at fault.
     *
     * @param socket null if the connection had none yet
     */
    void onError(@Nullable Socket socket, Throwable error);
}
