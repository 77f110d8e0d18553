package hocket.engine;

import hocket.engine.spi.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One request's way through the middleware; each step is taken once, on whichever thread the one before ends. */
final class MiddlewareChain {
    private final EngineOptions options;
    private final Arrival arrival;
    private final Consumer<Arrival> passed;
    private final BiConsumer<Arrival, ConnectionError> failed;
    private int next; // whoever holds the step

    MiddlewareChain(
            EngineOptions options,
            Arrival arrival,
            Consumer<Arrival> passed,
            BiConsumer<Arrival, ConnectionError> failed) {
        this.options = options;
        this.arrival = arrival;
        this.passed = passed;
        this.failed = failed;
    }

    void proceed() {
        if (next == options.middleware.size()) {
            arrival.lane().run(() -> passed.accept(arrival));
            return;
        }
        EngineMiddleware middleware = options.middleware.get(next++);
        Step step = new Step();
        options.handlers.executor().execute(() -> {
            try {
                middleware.handle(arrival.request(), arrival.headers(), step);
            } catch (RuntimeException e) {
                step.fail(e);
            }
        });
    }

    /** What one middleware answers with; only its first answer counts. */
    private final class Step implements EngineMiddleware.Next {
        private final AtomicBoolean taken = new AtomicBoolean(); // any thread

        @Override
        public void proceed() {
            if (taken.compareAndSet(false, true)) {
                MiddlewareChain.this.proceed();
            }
        }

        @Override
        public void fail(Throwable cause) {
            if (taken.compareAndSet(false, true)) {
                ConnectionError error =
                        Gate.badRequest(arrival.request(), "MIDDLEWARE_FAILURE", Map.of("error", cause));
                arrival.lane().run(() -> failed.accept(arrival, error));
            }
        }

        @Override
        public void respond(HttpResponse response) {
            if (taken.compareAndSet(false, true)) {
                arrival.respond(response);
            }
        }
    }
}
