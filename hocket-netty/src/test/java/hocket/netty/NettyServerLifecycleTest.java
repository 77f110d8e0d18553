package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ByteSlice;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NettyServerLifecycleTest {
    private static NettyServer.Builder server() {
        return NettyServer.builder(HostHandler.answering(204)).threads(2);
    }

    @Test
    void takenPortIsOneClearSentence() throws IOException {
        try (NettyServer first = server().start()) {
            assertThatThrownBy(() -> server().port(first.port()).start())
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on port " + first.port() + ": it is in use by another program");
        }
    }

    @Test
    void unknownAddressIsAnIoException() {
        assertThatThrownBy(() -> server().host("192.0.2.77").start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.77:0: ");
    }

    @Test
    void portIsFreeAtOnceEvenAfterOpenConnections() throws IOException {
        NettyServer first = server().start();
        int port = first.port();
        RawClient client = new RawClient(port);
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").receive();
        first.close();
        try (NettyServer second = server().port(port).start()) {
            assertThat(second.port()).isEqualTo(port);
        }
        client.close();
    }

    @Test
    void closingTwiceIsHarmlessAndNoThreadIsLeft() throws Exception {
        NettyServer server = server().start();
        server.close();
        server.close();
        server.awaitClosed();
        server.closeAsync().get(1, TimeUnit.SECONDS);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("hocket-lane")))
                .noneMatch(Thread::isAlive);
    }

    @Test
    void closeOnALaneSaysWhatToDoInstead() throws Exception {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        AtomicReference<CompletableFuture<Void>> closed = new AtomicReference<>();
        AtomicReference<NettyServer> self = new AtomicReference<>();
        HostHandler closing = new HostHandler() {
            @Override
            public void onRequest(HttpExchange exchange) {
                try {
                    self.get().close();
                } catch (IllegalStateException e) {
                    refused.complete(e);
                }
                closed.set(self.get().closeAsync());
                exchange.respond(HttpResponse.empty(204));
            }

            @Override
            public void onWebSocket(WebSocketOffer offer) {
                offer.reject(HttpResponse.empty(404));
            }
        };
        self.set(NettyServer.builder(closing).start());
        try (RawClient client = new RawClient(self.get().port())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(refused.get(5, TimeUnit.SECONDS)).hasMessageContaining("closeAsync");
            assertThat(client.receive()).startsWith("HTTP/1.1 204");
        }
        closed.get().get(5, TimeUnit.SECONDS);
    }

    @Test
    void everyClientIsToldAndClosingTakesLessThanFiveSeconds() throws Exception {
        EngineServer engine =
                EngineServer.create(EngineOptions.builder().build(), socket -> new EngineSocketListener() {});
        NettyServer server = NettyServer.builder(engine).start();
        CompletableFuture<Integer> closeStatus = new CompletableFuture<>();
        WebSocket webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://localhost:" + server.port() + "/engine.io/?EIO=4&transport=websocket"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                                closeStatus.complete(status);
                                return CompletableFuture.completedFuture(null);
                            }
                        })
                .get(5, TimeUnit.SECONDS);
        try (RawClient poller = new RawClient(server.port());
                RawClient idle = new RawClient(server.port());
                RawClient silentWebSocket = new RawClient(server.port())) {
            poller.send("GET /engine.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: h\r\n\r\n");
            String sid = poller.receive().replaceAll("(?s).*\"sid\":\"([^\"]+)\".*", "$1");
            poller.send("GET /engine.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1\r\nHost: h\r\n\r\n");
            silentWebSocket.send(
                    "GET /engine.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                            + "AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            assertThat(silentWebSocket.receive()).startsWith("HTTP/1.1 101");
            awaitClients(engine, 3);
            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(poller.receive()).endsWith("\r\n\r\n1");
            assertThat(closeStatus.get(5, TimeUnit.SECONDS)).isEqualTo(1005);
            assertThat(idle.isEnded()).isTrue();
            assertThat(silentWebSocket.isEnded()).isTrue();
        }
        assertThat(webSocket.isInputClosed()).isTrue();
        assertThat(engine.clientsCount()).isZero();
    }

    private static void awaitClients(EngineServer engine, int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (engine.clientsCount() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(engine.clientsCount()).isEqualTo(count);
    }

    @Test
    void bothFamiliesOfAddressesAreServed() throws IOException {
        EchoHandler handler = new EchoHandler();
        try (NettyServer server = NettyServer.builder(handler).start()) {
            for (String address : new String[] {"127.0.0.1", "::1"}) {
                InetAddress target = InetAddress.getAllByName(address)[0];
                try (Socket socket = new Socket(target, server.port());
                        RawClient client = new RawClient(socket)) {
                    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").receive();
                    String seen = handler.requests.remove().remoteAddress();
                    assertThat(InetAddress.getAllByName(seen)).containsExactly(target);
                    assertThat(seen.contains(":")).isEqualTo(target instanceof Inet6Address);
                }
            }
        }
    }

    @Test
    void everyTransportOfThisMachineServes() throws IOException {
        for (IoTransport transport : IoTransport.values()) {
            if (transport.isAvailable()) {
                EchoHandler handler = new EchoHandler();
                try (NettyServer server = NettyServer.builder(handler)
                                .transport(transport)
                                .start();
                        RawClient client = new RawClient(server.port())) {
                    assertThat(client.send("GET /" + transport + " HTTP/1.1\r\nHost: h\r\n\r\n")
                                    .receive())
                            .endsWith("GET /" + transport + " ");
                }
            }
        }
    }

    @Test
    void hostIsTheOnlyAddress() throws IOException {
        try (NettyServer server = server().host("127.0.0.1").start()) {
            assertThat(server.address()).hasToString("/127.0.0.1:" + server.port());
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> server().port(65_536)).hasMessage("port must be 0 to 65535, not 65536");
        assertThatThrownBy(() -> server().threads(0)).hasMessage("threads must be 1 or more, not 0");
        assertThatThrownBy(() -> server().trustedProxies("10.0.0.0/x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server().trustedProxies("proxy.example"))
                .hasMessage("not an IP address or network: proxy.example");
    }

    @Test
    void largeResponseArrivesWhole() throws IOException {
        byte[] large = new byte[3_000_000];
        java.util.Arrays.fill(large, (byte) 'x');
        HostHandler handler = new HostHandler() {
            @Override
            public void onRequest(HttpExchange exchange) {
                exchange.respond(new HttpResponse(200, new hocket.engine.spi.HttpHeaders(), ByteSlice.of(large)));
            }

            @Override
            public void onWebSocket(WebSocketOffer offer) {
                offer.reject(HttpResponse.empty(404));
            }
        };
        try (NettyServer server = NettyServer.builder(handler).start();
                RawClient client = new RawClient(server.port())) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").receive())
                    .hasSizeGreaterThan(3_000_000);
        }
    }
}
