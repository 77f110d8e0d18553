package hocket.client.netty;

import hocket.client.spi.ClientLane;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An event loop as a lane. A turn is what one read of a channel brings, or a run of tasks. */
final class NettyLane extends ClientLane {
    private final EventLoop loop;
    private final Runnable taskRun = this::runTasks;
    private final byte[] scratch = new byte[FrameBatch.SCRATCH_BYTES]; // lane
    private final Utf8 utf8 = new Utf8(); // lane

    NettyLane(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    /** Where frames are made before they are copied into Netty's buffers. */
    byte[] scratch() {
        return scratch;
    }

    Utf8 utf8() {
        return utf8;
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
    protected boolean wake() {
        try {
            loop.execute(taskRun);
            return true;
        } catch (RejectedExecutionException e) {
            if (!loop.isShuttingDown()) {
                throw e;
            }
            return false;
        }
    }

    @Override
    protected Timer wakeAfter(Duration delay, Runnable task) {
        if (loop.isShuttingDown()) {
            return () -> {};
        }
        ScheduledFuture<?> future = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public String toString() {
        return "lane of " + loop;
    }
}
