package hocket.netty;

import hocket.engine.spi.Lane;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop as a lane. A turn is a pass of the loop over all connections that have something to be read: they are
 * flushed one after the other at its end, which costs less than each in between, above all where a broadcast has reached
 * them several times.
 */
final class NettyLane extends Lane {
    /** So many connections may be read before the first of them is answered. */
    private static final int MAX_READS_PER_TURN = 64;

    private final EventLoop loop;
    private final Runnable passTask = this::endPass;
    private final Scratch scratch = new Scratch(); // lane
    private int reads; // lane: connections read in this turn; the pass ends it if there are any
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
    public void endTurnSoon() {
        reads++;
        if (reads == 1 && !loop.isShuttingDown()) {
            loop.execute(passTask);
        } else if (reads == 1 || reads > MAX_READS_PER_TURN) {
            endPass();
        }
    }

    private void endPass() {
        reads = 0;
        endTurn();
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
            loop.execute(this::runTasks);
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
