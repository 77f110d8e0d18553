package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what must happen, until it is clear that it will not. */
final class Waits {
    static final int LIMIT_SECONDS = Integer.getInteger("interop.limitSeconds", 20);

    private static final int LOOK_MILLIS = 5;

    private Waits() {}

    static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(LIMIT_SECONDS, SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + LIMIT_SECONDS + " s", e);
        }
    }

    /** What the future fails with. */
    static Throwable failure(CompletableFuture<?> future) throws InterruptedException {
        try {
            throw new AssertionError("it has not failed: " + future.get(LIMIT_SECONDS, SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + LIMIT_SECONDS + " s", e);
        }
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(LIMIT_SECONDS, SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within " + LIMIT_SECONDS + " s");
        }
        return next;
    }

    /** Waits until that is so. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(() -> what, condition);
    }

    /** Waits until that is so; if it does not come, it is told what is so instead. */
    static void until(Supplier<String> what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what.get());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
