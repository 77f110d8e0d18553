package hocket.engine.spi;

import hocket.core.Frame;

/**
 * An open WebSocket. All methods but {@link #pendingBytes} are called on the lane it was accepted for; none blocks, and
 * after its end they do nothing.
 */
public interface WebSocketChannel {
    /** The status of a close frame that bears none (RFC 6455 §7.4.1). */
    int NO_STATUS = 1005;

    /**
     * Queues a message; {@link #flush} sends it.
     *
     * @param compress whether permessage-deflate may be used for it, if negotiated and the message is large enough
     */
    void send(Frame frame, boolean compress);

    /** Sends what is queued, with one system call where possible. */
    void flush();

    /** Whether little enough is queued that more may be sent; {@link WebSocketListener#onWritable} tells of the change. */
    boolean isWritable();

    /**
     * The bytes that were sent here and have not reached the operating system. Any thread; off the lane the answer is of a
     * moment ago.
     */
    long pendingBytes();

    /** Stops reading from the connection. */
    void pauseReading();

    /** Reads again. */
    void resumeReading();

    /**
     * Sends what is queued and a close frame, and closes the connection when the peer has answered or after the settings'
     * close timeout.
     *
     * @param status the status, or {@link #NO_STATUS}
     */
    void close(int status);
}
