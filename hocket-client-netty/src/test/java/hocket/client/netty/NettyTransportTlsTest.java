package hocket.client.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.HttpCallback;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.netty.NettyServer;
import hocket.netty.Tls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NettyTransportTlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    Path folder;

    private final EngineServer echo =
            EngineServer.create(EngineOptions.builder().build(), socket -> new EngineSocketListener() {
                @Override
                public void onMessage(EngineMessage message) {
                    socket.send(message.text());
                }
            });
    private X509Bundle bundle;
    private NettyServer server;

    @BeforeEach
    void startServer() throws Exception {
        bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        KeyStore store = emptyStore();
        store.setKeyEntry("server", bundle.getKeyPair().getPrivate(), PASSWORD, new java.security.cert.Certificate[] {
            bundle.getCertificate()
        });
        try (OutputStream out = Files.newOutputStream(folder.resolve("server.p12"))) {
            store.store(out, PASSWORD);
        }
        server = NettyServer.builder(echo)
                .tls(Tls.ofKeyStore(folder.resolve("server.p12"), PASSWORD))
                .start();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private ClientTransport trustingServer() throws Exception {
        KeyStore store = emptyStore();
        store.setCertificateEntry("root", bundle.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return trusting(context);
    }

    private static ClientTransport trusting(SSLContext context) {
        return NettyTransport.builder().sslContext(context).build();
    }

    private ClientRequest request(String scheme, String host, String transport) {
        URI uri = URI.create(scheme + "://" + host + ":" + server.port() + "/engine.io/?EIO=4&transport=" + transport);
        return ClientRequest.get(uri, Map.of(), 1_000_000);
    }

    private RecordingListener connect(ClientTransport transport, String host) {
        RecordingListener listener = new RecordingListener();
        ClientLane lane = transport.newLane();
        lane.execute(() -> transport.connect(lane, request("wss", host, "websocket"), listener));
        return listener;
    }

    private CompletableFuture<Integer> get(ClientTransport transport, String host) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        transport
                .newLane()
                .execute(() -> transport.send(request("https", host, "polling"), new HttpCallback() {
                    @Override
                    public void onResponse(int status, ByteSlice body) {
                        answer.complete(status);
                    }

                    @Override
                    public void onFailed(Throwable cause) {
                        answer.completeExceptionally(cause);
                    }
                }));
        return answer;
    }

    private static void assertFailsForTls(CompletableFuture<Integer> answer) throws Exception {
        try {
            throw new AssertionError("answered with " + answer.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void trustedServerIsTalkedTo() throws Exception {
        try (ClientTransport transport = trustingServer()) {
            assertThat(get(transport, "localhost").get(10, TimeUnit.SECONDS)).isEqualTo(200);

            RecordingListener listener = new RecordingListener();
            ClientLane lane = transport.newLane();
            CompletableFuture<ClientWebSocket> opened = new CompletableFuture<>();
            lane.execute(
                    () -> opened.complete(transport.connect(lane, request("wss", "localhost", "websocket"), listener)));
            ClientWebSocket webSocket = opened.get(10, TimeUnit.SECONDS);
            assertThat(listener.next()).isEqualTo("open");
            assertThat(listener.next()).asString().startsWith("text 0{");
            String large = "4" + "x".repeat(100_000);
            lane.execute(() -> {
                webSocket.send(new Frame(false, ByteSlice.utf8("4hello")), false);
                webSocket.send(new Frame(false, ByteSlice.utf8(large)), false);
                webSocket.flush();
            });
            assertThat(listener.next()).isEqualTo("text 4hello");
            assertThat(listener.next()).isEqualTo("text " + large);
        }
    }

    @Test
    void serverThatIsNotTrustedIsRefused() throws Exception {
        try (ClientTransport transport = NettyTransport.create()) {
            assertThat(connect(transport, "localhost").next()).isInstanceOf(SSLException.class);
            assertFailsForTls(get(transport, "localhost"));
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        try (ClientTransport transport = trustingServer()) {
            assertThat(connect(transport, "127.0.0.1").next()).isInstanceOf(SSLException.class);
            assertFailsForTls(get(transport, "127.0.0.1"));
        }
    }
}
