package hocket.engine.spi;

import java.io.IOException;
import java.time.Duration;

/** With this a host ends a WebSocket of whose messages nothing has left for {@link WebSocketSettings#writeTimeout}. */
public final class WriteTimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    /** The peer took nothing for that long. */
    public WriteTimeoutException(Duration limit) {
        super("the peer took nothing for " + limit);
    }
}
