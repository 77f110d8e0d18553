package hocket.engine;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;

/**
 * Sees every HTTP request, those for a WebSocket too, before any check. It must call exactly one method of {@link Next},
 * at once or later; a second call is ignored. Runs where {@link Handlers} says; if it throws, the request is answered 400
 * with code 3.
 */
@FunctionalInterface
public interface EngineMiddleware {
    /**
     * Looks at a request. Whether it opens a session shows in {@code request.query("sid") == null}.
     *
     * @param responseHeaders added to whatever answer the request gets
     */
    void handle(HttpRequest request, HttpHeaders responseHeaders, Next next);

    /** What happens with the request now. Any thread. */
    interface Next {
        /** It goes on. */
        void proceed();

        /** It is answered 400 with code 3, {@code Bad request}. */
        void fail(Throwable cause);

        /** It is answered like this. */
        void respond(HttpResponse response);
    }
}
