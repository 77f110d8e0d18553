package hocket.client.spi;

import hocket.core.ByteSlice;

/**
 * Hears of one WebSocket. Its methods are called one at a time, on any thread but never inside a call to the WebSocket,
 * and do not block: first {@link #onOpen}, at last {@link #onClosed} or {@link #onFailed}, once. One that never opens hears
 * {@link #onFailed} only.
 */
public interface WebSocketListener {
    /** It is open: frames may be sent. */
    void onOpen();

    /** A text message came, whole, in valid UTF-8. */
    void onText(ByteSlice message);

    /** A binary message came, whole. */
    void onBinary(ByteSlice message);

    /** What was sent has left so far that {@link ClientWebSocket#isWritable} is true again. */
    void onWritable();

    /** It was closed, by the peer or as this side asked; 1006 if no close frame came, 1005 if one without a code did. */
    void onClosed(int code, String reason);

    /**
     * It could not be opened, or it broke.
     *
     * @param status of the answer to the handshake if that was not 101, else 0
     */
    void onFailed(int status, Throwable cause);
}
