package hocket.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/** An executor; what it refuses, because it was shut down or is full, runs on the common pool: nobody shall wait in vain. */
final class WillingExecutor implements Executor {
    private final Executor executor;

    WillingExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(task);
        }
    }
}
