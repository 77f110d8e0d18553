package hocket.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request or a WebSocket failed. The message begins as the reference's: {@code xhr poll error}, {@code xhr post error}, {@code
 * websocket error}, {@code server error}, {@code timeout}; the cause is the HTTP library's.
 */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    TransportException(String message, int status, @Nullable Throwable cause) {
        super(status == 0 ? message : message + ": status " + status, cause);
        this.status = status;
    }

    /** The status of the answer if there was one and it was not the right one, such as 401; else 0. */
    public int status() {
        return status;
    }
}
