package hocket.netty;

import hocket.engine.spi.Lane;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop as a lane. It runs its tasks behind a pass over all connections that have something to be read, so that a
 * turn is such a pass: they are flushed one after the other at its end, which costs less than each in between, above all
 * where a broadcast has reached them several times.
 */
final class NettyLane extends Lane {
    private final EventLoop loop;
    private final Runnable taskRun = this::runTasks;
    private final Scratch scratch = new Scratch(); // lane
    private @Nullable Future<?> wakeup; // lane

    NettyLane(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    /** What the lane's connections read into. */
    Scratch scratch() {
        return scratch;
    }

    @Override
    public boolean isInside() {
        return loop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected void wake() {
        try {
            loop.execute(taskRun);
        } catch (RejectedExecutionException e) {
            // the server has shut down: every session has ended, and what is late for them has no receiver
            if (!loop.isShuttingDown()) {
                throw e;
            }
        }
    }

    @Override
    protected void wakeAfter(long nanos) {
        if (wakeup != null) {
            wakeup.cancel(false);
        }
        if (!loop.isShuttingDown()) {
            wakeup = loop.schedule(this::fireTimers, nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public String toString() {
        return "lane of " + loop;
    }
}
