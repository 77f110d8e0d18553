package hocket.server.spi;

import hocket.core.Args;

/**
 * Is told of the answers to a broadcast as they come, from any thread, also several at once. {@link #onClients} comes
 * exactly once, before or among the others; each client is then told of once, by {@link #onAck} or {@link #onMissing}.
 */
public interface AckReceiver {
    /** The event went to so many clients. */
    void onClients(int count);

    /** A client has answered. */
    void onAck(String socketId, Args answer);

    /** A client has gone, or the time is over. */
    void onMissing(String socketId);
}
