package hocket.server;

import hocket.core.Event;
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

    /**
     * Has the handler called with each event of that name that any socket here receives from now on, after the handlers of
     * the socket itself and in its order. Registered once for all sockets, it costs a connection nothing.
     */
    Subscription onEvent(String event, SocketEventHandler handler);

    /** As {@link #onEvent(String, SocketEventHandler)}, with the argument read. */
    default <T> Subscription onEvent(Event<T> event, SocketEventHandler.Typed<T> handler) {
        return onEvent(event.name(), (socket, args, ack) -> handler.onEvent(socket, event.read(args), ack));
    }
}
