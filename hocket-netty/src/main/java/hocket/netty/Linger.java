package hocket.netty;

import hocket.engine.spi.Lane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Closes a connection whose peer is still sending: a plain close would be a reset, which can overtake the last words in
 * the peer's receive buffer (RFC 9112 §9.6). This side ends, what comes is thrown away for a moment, then it closes.
 */
final class Linger {
    private static final Duration TIME = Duration.ofSeconds(1);

    private Linger() {}

    /** Sends what is queued and closes; the caller throws away what it still reads. */
    static void close(ChannelHandlerContext ctx, Lane lane) {
        close(ctx, lane, Unpooled.EMPTY_BUFFER);
    }

    /** Sends the last words and closes; the caller throws away what it still reads. */
    static void close(ChannelHandlerContext ctx, Lane lane, ByteBuf lastWords) {
        Channel channel = ctx.channel();
        boolean plain = channel instanceof DuplexChannel && channel.pipeline().get(SslHandler.class) == null;
        ctx.writeAndFlush(lastWords).addListener(written -> {
            if (!plain || !written.isSuccess()) {
                ctx.close();
                return;
            }
            channel.config().setAutoRead(true);
            ((DuplexChannel) channel).shutdownOutput();
            lane.newTimeout(ctx::close).start(TIME);
        });
    }
}
