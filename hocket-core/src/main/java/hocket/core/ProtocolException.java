package hocket.core;

/**
 * The peer broke a rule of one of the two protocols, or a limit; the message names the rule. It ends the session it came
 * from and no other. It has no stack trace, since a hostile peer can cause any number of them.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    /** With the rule that was broken. */
    public ProtocolException(String rule) {
        super(rule, null, false, false);
    }
}
