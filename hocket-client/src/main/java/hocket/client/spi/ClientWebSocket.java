package hocket.client.spi;

import hocket.core.Frame;

/** A WebSocket that is opening, open or closed. Called on the manager's lane; nothing blocks. */
public interface ClientWebSocket {
    /**
     * Sends a message, after those before it; on its way at {@link #flush}, or before. Dropped if it is not open.
     *
     * @param compress whether it may be compressed, if compression was agreed on
     */
    void send(Frame message, boolean compress);

    /** Lets go what was sent so far. */
    void flush();

    /** Whether little waits to leave: less than 64 KiB. */
    boolean isWritable();

    /** Reads no more, but for what is on its way already, until {@link #resumeReading}. */
    void pauseReading();

    /** Reads again. */
    void resumeReading();

    /**
     * Closes with code 1000, after what was sent; the listener hears when it is closed. One that is not open yet is cut. A
     * peer that does not answer is cut after ten seconds.
     */
    void close();

    /** Cuts the connection; the listener need not hear of it. */
    void abort();
}
