package hocket.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.core.ProtocolException;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.engine.spi.PerMessageDeflate;
import hocket.netty.NettyServer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OkHttpTransportDeflateTest {
    private final EngineOptions compressing =
            EngineOptions.builder().perMessageDeflate(PerMessageDeflate.DEFAULT).build();
    private final EngineServer echo = EngineServer.create(compressing, socket -> new EngineSocketListener() {
        @Override
        public void onMessage(EngineMessage message) {
            socket.send(message.text());
        }
    });
    private NettyServer server;
    private final ClientTransport transport =
            OkHttpTransport.builder().perMessageDeflate(true).build();
    private final ClientLane lane = transport.newLane();

    @BeforeEach
    void start() throws Exception {
        server = NettyServer.builder(echo).start();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private ClientWebSocket connect(ClientTransport through, int maxBytes, RecordingListener listener)
            throws Exception {
        URI uri = URI.create("ws://localhost:" + server.port() + "/engine.io/?EIO=4&transport=websocket");
        CompletableFuture<ClientWebSocket> opened = new CompletableFuture<>();
        lane.execute(
                () -> opened.complete(through.connect(lane, ClientRequest.get(uri, Map.of(), maxBytes), listener)));
        assertThat(listener.next()).isEqualTo("open");
        assertThat(listener.next()).asString().startsWith("text 0{");
        return opened.get(10, TimeUnit.SECONDS);
    }

    @Test
    void compressedAndPlainMessagesComeAndGoInOrder() throws Exception {
        RecordingListener listener = new RecordingListener();
        ClientWebSocket webSocket = connect(transport, 1_000_000, listener);
        lane.execute(() -> {
            for (int i = 0; i < 100; i++) {
                String text = "4" + i + "é".repeat(i * 100);
                webSocket.send(new Frame(false, ByteSlice.utf8(text)), i % 3 != 0);
            }
            webSocket.flush();
        });

        for (int i = 0; i < 100; i++) {
            assertThat(listener.next()).isEqualTo("text 4" + i + "é".repeat(i * 100));
        }
    }

    @Test
    void aMessageThatBecomesTooLargeIsRefusedWhenItIsKnown() throws Exception {
        RecordingListener listener = new RecordingListener();
        ClientWebSocket webSocket = connect(transport, 100_000, listener);
        lane.execute(() -> {
            for (int i = 0; i < 2; i++) {
                webSocket.send(new Frame(false, ByteSlice.utf8("4" + "z".repeat(i * 100_000 + 1000))), true);
            }
            webSocket.flush();
        });

        assertThat(listener.next()).asString().hasSize("text 4".length() + 1000);
        assertThat(listener.next())
                .isInstanceOf(ProtocolException.class)
                .hasToString("hocket.core.ProtocolException: a message has more than 100000 bytes");
    }
}
