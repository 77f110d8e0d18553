package hocket.server;

import hocket.core.Registration;
import hocket.core.Stages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks one middleware after the other, until one refuses.
 *
 * @param <M> the middleware
 */
final class MiddlewareChain<M> {
    /** How one of them is asked; null if it has decided already. */
    @FunctionalInterface
    interface Question<M> {
        @Nullable
        CompletionStage<?> ask(M middleware) throws Exception;
    }

    private final Registration<M>[] middleware;
    private final Question<M> question;
    private final Executor executor;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    private MiddlewareChain(Registration<M>[] middleware, Question<M> question, Executor executor) {
        this.middleware = middleware;
        this.question = question;
        this.executor = executor;
    }

    /**
     * Asks all of these, beginning on the calling thread.
     *
     * @param executor runs what comes after one that decided later
     * @return failed with what a middleware threw, as it threw it
     */
    static <M> CompletableFuture<Void> ask(Registration<M>[] middleware, Question<M> question, Executor executor) {
        MiddlewareChain<M> chain = new MiddlewareChain<>(middleware, question, executor);
        chain.proceed(0);
        return chain.outcome;
    }

    private void proceed(int from) {
        for (int i = from; i < middleware.length; i++) {
            CompletionStage<?> decision;
            try {
                decision = question.ask(middleware[i].item());
            } catch (Throwable e) { // user code: whatever it throws, it has refused
                outcome.completeExceptionally(e);
                return;
            }
            if (decision != null) {
                int next = i + 1;
                decision.whenComplete((ignored, error) -> executor.execute(() -> decided(error, next)));
                return;
            }
        }
        outcome.complete(null);
    }

    private void decided(@Nullable Throwable error, int next) {
        if (error == null) {
            proceed(next);
        } else {
            outcome.completeExceptionally(Stages.cause(error));
        }
    }
}
