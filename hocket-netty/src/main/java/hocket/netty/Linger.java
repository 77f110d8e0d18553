package hocket.netty;

import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
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
    static void close(ChannelHandlerContext ctx, Lane lane, Duration limit) {
        close(ctx, lane, Unpooled.EMPTY_BUFFER, limit);
    }

    /**
     * Sends the last words and closes; the caller throws away what it still reads.
     *
     * @param limit how long the peer may take to let the last words leave, before it is cut
     */
    static void close(ChannelHandlerContext ctx, Lane lane, ByteBuf lastWords, Duration limit) {
        Timeout timeout = lane.newTimeout(() -> cut(ctx));
        timeout.start(limit);
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(lastWords).addListener(written -> {
            if (!written.isSuccess()) {
                ctx.close();
                return;
            }
            timeout.start(TIME);
            endOutput(ctx.channel());
        });
        ctx.channel().closeFuture().addListener(closed -> timeout.cancel());
    }

    /** Closes at once: a peer that takes nothing takes no good-bye of TLS either, for which a plain close would wait. */
    static void cut(ChannelHandlerContext ctx) {
        ctx.channel().unsafe().close(ctx.channel().voidPromise());
    }

    private static void endOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
