package hocket.spring;

/** A property has a value that the option refuses. */
final class PropertyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String property;
    private final String advice;

    PropertyException(String property, Object value, String advice, Throwable cause) {
        super(property + " is " + value + ": " + cause.getMessage(), cause);
        this.property = property;
        this.advice = advice;
    }

    String property() {
        return property;
    }

    /** What to write instead. */
    String advice() {
        return advice;
    }
}
