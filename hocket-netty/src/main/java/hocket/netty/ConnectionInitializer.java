package hocket.netty;

import hocket.engine.spi.HostHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets up a connection that was accepted: TLS, HTTP, and what answers. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private static final Duration TLS_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final HostHandler handler;
    private final HttpSettings settings;
    private final @Nullable Tls tls;
    private final Map<EventLoop, NettyLane> lanes;
    private final Connections connections;

    ConnectionInitializer(
            HostHandler handler,
            HttpSettings settings,
            @Nullable Tls tls,
            Map<EventLoop, NettyLane> lanes,
            Connections connections) {
        this.handler = handler;
        this.settings = settings;
        this.tls = tls;
        this.lanes = lanes;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        connections.add(channel);
        NettyLane lane = lanes.get(channel.eventLoop());
        if (lane == null) {
            throw new IllegalStateException("a connection came on an event loop of somebody else");
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            SslHandler ssl = tls.context().newHandler(channel.alloc());
            ssl.setHandshakeTimeoutMillis(TLS_HANDSHAKE_TIMEOUT.toMillis());
            pipeline.addLast(ssl);
        }
        pipeline.addLast(new StrictHttpDecoder(settings.maxHeaderBytes()));
        pipeline.addLast(new HttpResponseEncoder());
        pipeline.addLast(new HttpConnection(handler, settings, tls != null, lane));
    }
}
