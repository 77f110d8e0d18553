package hocket.examples.chat;

/** A request that the chat refuses; the message is for the person who made it. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
