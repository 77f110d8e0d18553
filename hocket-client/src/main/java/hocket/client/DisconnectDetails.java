package hocket.client;

import org.jspecify.annotations.Nullable;

/** What exactly ended a connection. Immutable. */
public final class DisconnectDetails {
    static final DisconnectDetails NONE = new DisconnectDetails("", 0, null);

    private final String description;
    private final int code;
    private final @Nullable Throwable cause;

    private DisconnectDetails(String description, int code, @Nullable Throwable cause) {
        this.description = description;
        this.code = code;
        this.cause = cause;
    }

    static DisconnectDetails of(String description) {
        return new DisconnectDetails(description, 0, null);
    }

    static DisconnectDetails of(String description, int code) {
        return new DisconnectDetails(description, code, null);
    }

    static DisconnectDetails of(Throwable cause) {
        int code = cause instanceof TransportException failed ? failed.status() : 0;
        return new DisconnectDetails(String.valueOf(cause.getMessage()), code, cause);
    }

    /** In words, such as {@code websocket connection closed}; empty if the reason says it all. */
    public String description() {
        return description;
    }

    /** The status of a HTTP answer that was not 200, such as 413, or the code of a WebSocket's close frame; else 0. */
    public int code() {
        return code;
    }

    /** What was thrown; null if nothing was. */
    public @Nullable Throwable cause() {
        return cause;
    }

    @Override
    public String toString() {
        return code == 0 ? description : description + " (" + code + ")";
    }
}
