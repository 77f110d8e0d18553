package hocket.core;

import org.jspecify.annotations.Nullable;

/** Whoever events can be sent to: one socket, or many. Any thread; nothing blocks. */
public interface EventTarget {
    /**
     * Sends an event. The arguments are encoded before this returns; {@code byte[]}, {@link java.nio.ByteBuffer} and
     * {@link ByteSlice} go as binary, wherever they stand.
     *
     * @throws IllegalArgumentException if the name is reserved, or an argument cannot be encoded
     */
    void emit(String event, @Nullable Object... args);

    /** Sends an event with its one argument; as {@link #emit(String, Object...)}. */
    default <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }
}
