package hocket.client.netty;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import hocket.core.Frame;
import java.io.IOException;

/** A WebSocket that cannot even be asked for, as its request is malformed or the transport is closed. */
final class RefusedWebSocket implements ClientWebSocket {
    private boolean aborted; // lane

    /** Tells the listener, soon. */
    static ClientWebSocket refuse(ClientLane lane, WebSocketListener listener, Throwable cause) {
        RefusedWebSocket refused = new RefusedWebSocket();
        lane.execute(() -> {
            if (!refused.aborted) {
                listener.onFailed(0, cause);
            }
        });
        return refused;
    }

    /** Tells the listener now, as no lane runs any more. */
    static ClientWebSocket refuseClosed(WebSocketListener listener) {
        listener.onFailed(0, new IOException("the transport is closed"));
        return new RefusedWebSocket();
    }

    @Override
    public void send(Frame message, boolean compress) {}

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void close() {}

    @Override
    public void abort() {
        aborted = true;
    }
}
