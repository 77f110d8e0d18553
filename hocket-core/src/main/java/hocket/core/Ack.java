package hocket.core;

import org.jspecify.annotations.Nullable;

/** The answer that the peer asked for with an event. Any thread; nothing blocks. */
public interface Ack {
    /** Whether the peer asked for an answer; if not, {@link #send} does nothing. */
    boolean isWanted();

    /**
     * Answers, with any number of values. Only the first answer is sent; one after the socket's end is dropped.
     *
     * @throws IllegalArgumentException if a value cannot be encoded; the ack can then still be sent
     */
    void send(@Nullable Object... values);

    /**
     * Answers a peer that waits with {@link CallException#wire}: a {@link CallException} as it is, an {@link ArgsException}
     * as {@link CallException#INVALID_ARGUMENTS} with the number of the argument, and any other as {@link
     * CallException#INTERNAL_ERROR}, which tells the peer nothing of it. The error handler is told too, unless it is a
     * {@code CallException} that the peer is told.
     */
    void fail(Throwable error);
}
