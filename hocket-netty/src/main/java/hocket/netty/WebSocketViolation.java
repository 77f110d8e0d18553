package hocket.netty;

/** A client has broken a rule of RFC 6455 or a limit: the rule is the message. Without stack trace, as it is no bug. */
final class WebSocketViolation extends Exception {
    private static final long serialVersionUID = 1;
    private static final int PROTOCOL_ERROR = 1002; // these are of RFC 6455 §7.4.1
    private static final int INVALID_DATA = 1007;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;

    private final int status;

    private WebSocketViolation(int status, String rule) {
        super(rule, null, false, false);
        this.status = status;
    }

    /** Frames are not as they must be. */
    static WebSocketViolation protocol(String rule) {
        return new WebSocketViolation(PROTOCOL_ERROR, rule);
    }

    /** The content is not what the frame says it is. */
    static WebSocketViolation data(String rule) {
        return new WebSocketViolation(INVALID_DATA, rule);
    }

    /** Allowed by the RFC, but not here. */
    static WebSocketViolation policy(String rule) {
        return new WebSocketViolation(POLICY, rule);
    }

    /** More bytes than the limit. */
    static WebSocketViolation tooBig(String rule) {
        return new WebSocketViolation(TOO_BIG, rule);
    }

    /** The status to close with. */
    int status() {
        return status;
    }
}
