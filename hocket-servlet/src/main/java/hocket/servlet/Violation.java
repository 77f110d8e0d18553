package hocket.servlet;

/** A client has exceeded a limit: the limit is the message. Without stack trace, as it is no bug. */
final class Violation extends Exception {
    private static final long serialVersionUID = 1;

    /** These are of RFC 6455 §7.4.1. */
    static final int POLICY = 1008;

    static final int TOO_BIG = 1009;

    private final int status;

    Violation(int status, String limit) {
        super(limit, null, false, false);
        this.status = status;
    }

    /** The status to close with. */
    int status() {
        return status;
    }
}
