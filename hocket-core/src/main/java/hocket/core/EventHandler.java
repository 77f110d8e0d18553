package hocket.core;

/** Takes an event. Runs where the server's or client's handlers run; what it throws is as {@link Ack#fail}. */
@FunctionalInterface
public interface EventHandler {
    /** The event came, with these arguments. */
    void onEvent(Args args) throws Exception;
}
