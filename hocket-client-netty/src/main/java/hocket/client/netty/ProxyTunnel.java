package hocket.client.netty;

import io.netty.channel.ChannelHandler;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.Proxy;
import java.time.Duration;

/** What goes through a proxy. A class of its own, as netty-handler-proxy may be absent where there is none. */
final class ProxyTunnel {
    private ProxyTunnel() {}

    static ChannelHandler through(Proxy proxy, Duration connectTimeout) {
        ProxyHandler handler = proxy.type() == Proxy.Type.HTTP
                ? new HttpProxyHandler(proxy.address())
                : new Socks5ProxyHandler(proxy.address());
        handler.setConnectTimeoutMillis(connectTimeout.toMillis());
        return handler;
    }
}
