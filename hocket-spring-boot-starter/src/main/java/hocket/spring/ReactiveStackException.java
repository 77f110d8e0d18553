package hocket.spring;

/** The application runs on the reactive stack. */
final class ReactiveStackException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ReactiveStackException() {
        super(
                "hocket-spring-boot-starter serves Socket.IO by a servlet, and this application runs on WebFlux, which has none");
    }
}
