package hocket.core;

/** Takes an event and may answer it. Runs where the server's or client's handlers run; what it throws is as {@link Ack#fail}. */
@FunctionalInterface
public interface AckEventHandler {
    /** The event came, with these arguments; the ack may be sent now or later, from any thread. */
    void onEvent(Args args, Ack ack) throws Exception;
}
