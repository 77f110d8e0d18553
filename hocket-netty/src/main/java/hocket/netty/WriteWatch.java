package hocket.netty;

import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Notices that nothing of what waits to be written leaves any more. Belongs to the connection's lane. */
final class WriteWatch {
    private final Channel channel;
    private final Duration limit;
    private final Timeout timeout;
    private @Nullable Object current; // lane: what was being written at the last look
    private long progress; // lane: and how much of it had left
    private @Nullable ChannelFuture mark; // lane: and what was put behind it

    /** Has the task run when no byte has left for that long. */
    WriteWatch(Channel channel, Lane lane, Duration limit, Runnable stuck) {
        this.channel = channel;
        this.limit = limit;
        this.timeout = lane.newTimeout(() -> look(stuck));
    }

    /** Whether something waits that was to be written. */
    static boolean isWaiting(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && !buffer.isEmpty();
    }

    /** How much waits that was to be written. Any thread. */
    static long waitingBytes(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Begins to watch if something waits; called after each flush. */
    void afterFlush() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer != null && !buffer.isEmpty() && !timeout.isStarted()) {
            remember(buffer);
            timeout.start(limit);
        }
    }

    void stop() {
        timeout.cancel();
    }

    private void look(Runnable stuck) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            return;
        }
        boolean waiting = mark != null && !mark.isDone();
        if (waiting && current == buffer.current() && progress == buffer.currentProgress()) {
            stuck.run();
            return;
        }
        remember(buffer);
        timeout.start(limit);
    }

    /** The mark tells a buffer that is still being written from one that was recycled and is being written again. */
    private void remember(ChannelOutboundBuffer buffer) {
        current = buffer.current();
        progress = buffer.currentProgress();
        mark = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
}
