package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;

/** Takes an event of any socket of a namespace and may answer it. What it throws is as {@link Ack#fail} says. */
@FunctionalInterface
public interface SocketEventHandler {
    /** The event came from that socket; the ack may be sent now or later, from any thread. */
    void onEvent(Socket socket, Args args, Ack ack) throws Exception;

    /**
     * Takes an event whose one argument is read as a type.
     *
     * @param <T> the argument
     */
    @FunctionalInterface
    interface Typed<T> {
        /** The event came from that socket; the ack may be sent now or later, from any thread. */
        void onEvent(Socket socket, T argument, Ack ack) throws Exception;
    }
}
