package hocket.engine;

/** Why a request was refused, with the code and text of the reference. */
public enum HandshakeError {
    /** The transport is unknown or not allowed. */
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    /** There is no session of that id. */
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    /** A handshake is a GET. */
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    /** The request does not fit the session, or something is wrong with it. */
    BAD_REQUEST(3, 400, "Bad request"),
    /** {@code allowRequest} or {@code allowedOrigins} refused it. */
    FORBIDDEN(4, 403, "Forbidden"),
    /** The revision is not served: see {@code allowEIO3}. */
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    HandshakeError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The code in the body. */
    public int code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The text in the body. */
    public String message() {
        return message;
    }
}
