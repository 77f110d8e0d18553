package hocket.server;

import hocket.core.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where clients come in: a namespace, or a parent of namespaces. Any thread. */
public interface ConnectionSource {
    /** As {@link #use}, for one that decides later. */
    Subscription useAsync(ConnectMiddleware.Async middleware);

    /** Asks that middleware, after those before it, about each client that wants to join from now on. */
    default Subscription use(ConnectMiddleware middleware) {
        return useAsync(socket -> {
            middleware.onConnect(socket);
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Has the handler called with each socket that joins from now on, in the order of registration, before any event of
     * that socket. It runs where the server's {@link hocket.engine.Handlers} say.
     */
    Subscription onConnection(Consumer<Socket> handler);
}
