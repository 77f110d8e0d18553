package hocket.server;

import hocket.core.Args;

/** Takes an event and may answer it. Runs where the server's {@link hocket.engine.Handlers} say; what it throws goes to the error handler. */
@FunctionalInterface
public interface AckEventHandler {
    /** The event came, with these arguments; the ack may be sent now or later, from any thread. */
    void onEvent(Args args, Ack ack) throws Exception;
}
