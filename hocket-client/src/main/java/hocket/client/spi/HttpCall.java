package hocket.client.spi;

/** A request on its way. */
@FunctionalInterface
public interface HttpCall {
    /** Nobody waits for the answer any more: the connection is freed, and the callback need not be called. Any thread. */
    void cancel();
}
