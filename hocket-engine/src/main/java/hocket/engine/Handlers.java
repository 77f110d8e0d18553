package hocket.engine;

import hocket.engine.spi.Lane;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where user code runs. Immutable, safe for use by several threads, may be shared by servers.
 *
 * <p>With every choice the handlers of one socket run one at a time and in order.
 */
public final class Handlers {
    private static final Handlers INLINE = new Handlers(Runnable::run, true);

    private final Executor executor;
    private final boolean inline;

    private Handlers(Executor executor, boolean inline) {
        this.executor = executor;
        this.inline = inline;
    }

    /**
     * The default: virtual threads where the JVM has them (21 and later). Else daemon threads, as many as there are
     * processors; when handlers block, which is noticed within some milliseconds, more are started, and end
     * after a minute without work. A handler may block.
     */
    public static Handlers virtualThreads() {
        return Default.HANDLERS;
    }

    /** Daemon threads, as {@link #virtualThreads()} has them where the JVM has no virtual ones. A handler may block. */
    public static Handlers platformThreads() {
        return Platform.HANDLERS;
    }

    /**
     * On that executor, which is not shut down here. A handler may block as far as its threads allow. What the executor
     * refuses, because it was shut down or is full, runs on the common pool: nobody shall wait for it in vain.
     */
    public static Handlers pool(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return new Handlers(
                task -> {
                    try {
                        executor.execute(task);
                    } catch (RejectedExecutionException e) {
                        ForkJoinPool.commonPool().execute(task);
                    }
                },
                false);
    }

    /**
     * On the lane itself: the fastest, for handlers that never block. One that does stalls every session of its lane.
     */
    public static Handlers inline() {
        return INLINE;
    }

    /** Whether user code runs on the lane. */
    public boolean isInline() {
        return inline;
    }

    /** Runs each task; on the calling thread if {@link #isInline()}. */
    public Executor executor() {
        return executor;
    }

    /** Runs each task where handlers of that lane's sessions run: as {@link #executor}, but inline ones on the lane itself. */
    public Executor executorOn(Lane lane) {
        return inline ? lane.immediate() : executor;
    }

    /** Made when first asked for: whoever brings an executor starts no threads here. */
    private static final class Default {
        private static final Handlers HANDLERS = new Handlers(newExecutor(), false);

        private static Executor newExecutor() {
            try {
                return (Executor) MethodHandles.publicLookup()
                        .findStatic(
                                Executors.class,
                                "newVirtualThreadPerTaskExecutor",
                                MethodType.methodType(ExecutorService.class))
                        .invoke();
            } catch (NoSuchMethodException e) {
                return Platform.HANDLERS.executor;
            } catch (Throwable e) {
                throw new IllegalStateException("cannot make an executor of virtual threads", e);
            }
        }
    }

    /** As above. */
    private static final class Platform {
        private static final Handlers HANDLERS = new Handlers(new HandlerThreads(), false);
    }
}
