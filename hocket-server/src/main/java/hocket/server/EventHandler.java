package hocket.server;

import hocket.core.Args;

/** Takes an event. Runs where the server's {@link hocket.engine.Handlers} say; what it throws goes to the error handler. */
@FunctionalInterface
public interface EventHandler {
    /** The event came, with these arguments. */
    void onEvent(Args args) throws Exception;
}
