package hocket.client.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.netty.NettyServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NettyTransportProxyTest {
    private final EngineServer engine =
            EngineServer.create(EngineOptions.builder().build(), socket -> new EngineSocketListener() {});

    @Test
    void aWebSocketGoesThroughTheProxyWhichResolvesTheName() throws Exception {
        try (NettyServer server = NettyServer.builder(engine).start();
                ConnectProxy proxy = new ConnectProxy();
                NettyTransport transport =
                        NettyTransport.builder().proxy(proxy.address()).build()) {
            String authority = "somewhere.invalid:" + server.port();
            URI uri = URI.create("ws://" + authority + "/engine.io/?EIO=4&transport=websocket");
            RecordingListener listener = new RecordingListener();
            ClientLane lane = transport.newLane();
            lane.execute(() -> transport.connect(lane, ClientRequest.get(uri, Map.of(), 1000), listener));

            assertThat(listener.next()).isEqualTo("open");
            assertThat(proxy.requests()).containsExactly(authority);
        }
    }

    @Test
    void pollingIsNotLeftWithoutTheProxy() {
        Proxy socks = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("localhost", 1080));

        assertThatThrownBy(() -> NettyTransport.builder().proxy(socks).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SOCKS");
    }
}
