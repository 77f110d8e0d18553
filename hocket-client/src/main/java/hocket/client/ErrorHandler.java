package hocket.client;

import org.jspecify.annotations.Nullable;

/** Takes what user code throws. Runs where handlers run; what it throws is logged. */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * A handler failed, which harms no other.
     *
     * @param socket whose handler it was; null if it was one of the manager's
     */
    void onError(@Nullable Socket socket, Throwable error);
}
