package hocket.server;

import org.jspecify.annotations.Nullable;

/** The answer that a client asked for with an event. Any thread; nothing blocks. */
public interface Ack {
    /** Whether the client asked for an answer; if not, {@link #send} does nothing. */
    boolean isWanted();

    /**
     * Answers, with any number of values. Only the first answer is sent; one after the socket's end is dropped.
     *
     * @throws IllegalArgumentException if a value cannot be encoded; the ack can then still be sent
     */
    void send(@Nullable Object... values);
}
