package hocket.engine.spi;

import hocket.core.ByteSlice;
import org.jspecify.annotations.Nullable;

/** Takes the events of one WebSocket, one at a time, on the lane it was accepted for. */
public interface WebSocketListener {
    /** The handshake is complete. Called first, at most once. */
    void onOpen(WebSocketChannel channel);

    /** A whole message; text is valid UTF-8. The bytes are the listener's. */
    void onMessage(boolean binary, ByteSlice payload);

    /** The channel has become writable again. */
    void onWritable();

    /**
     * The WebSocket has ended. Called last, exactly once, also when {@link #onOpen} never was.
     *
     * @param error what broke it; null if either side closed it in order
     */
    void onClosed(@Nullable Throwable error);
}
