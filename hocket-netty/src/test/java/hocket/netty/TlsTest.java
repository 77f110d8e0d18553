package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.testkit.RawConnection;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class TlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    Path folder;

    private final EngineServer echo =
            EngineServer.create(EngineOptions.builder().build(), socket -> new EngineSocketListener() {
                @Override
                public void onMessage(EngineMessage message) {
                    socket.send(message.text() + (socket.request().isSecure() ? " over TLS" : ""));
                }
            });
    private X509Bundle bundle;

    @BeforeEach
    void makeCertificate() throws Exception {
        bundle = newCertificate();
    }

    private static X509Bundle newCertificate() throws Exception {
        return certificateBuilder().ecp256().buildSelfSigned();
    }

    private static CertificateBuilder certificateBuilder() {
        return new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true);
    }

    private Tls pem() throws IOException {
        writePem(bundle);
        return Tls.ofPem(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    }

    private void writePem(X509Bundle written) throws IOException {
        Files.writeString(folder.resolve("cert.pem"), written.getCertificatePathPEM());
        Files.writeString(folder.resolve("key.pem"), written.getPrivateKeyPEM());
    }

    private Tls keyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {bundle.getCertificate()};
        store.setKeyEntry("server", bundle.getKeyPair().getPrivate(), PASSWORD, chain);
        try (OutputStream out = Files.newOutputStream(folder.resolve("server.p12"))) {
            store.store(out, PASSWORD);
        }
        return Tls.ofKeyStore(folder.resolve("server.p12"), PASSWORD);
    }

    private static SSLContext trusting(X509Bundle trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", trusted.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Certificate certificateOf(SSLSocket socket) throws IOException {
        socket.startHandshake();
        return socket.getSession().getPeerCertificates()[0];
    }

    private static SSLSocket connect(NettyServer server, X509Bundle trusted) throws Exception {
        return (SSLSocket)
                trusting(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
    }

    private void assertPollingAndWebSocketWork(Tls tls) throws Exception {
        try (NettyServer server = NettyServer.builder(echo).tls(tls).start()) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(bundle)).build();
            String url = "https://localhost:" + server.port() + "/engine.io/?EIO=4&transport=polling";
            HttpResponse<String> handshake =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(handshake.statusCode()).isEqualTo(200);
            assertThat(handshake.body()).startsWith("0{");

            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket webSocket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("wss://localhost:" + server.port() + "/engine.io/?EIO=4&transport=websocket"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                                    received.add(text.toString());
                                    socket.request(1);
                                    return null;
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("0{");
            webSocket.sendText("4hello", true).get(10, TimeUnit.SECONDS);
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("4hello over TLS");
            webSocket.abort();
        }
    }

    @Test
    void pemServesPollingAndWebSocket() throws Exception {
        assertPollingAndWebSocketWork(pem());
    }

    @Test
    void keyStoreServesPollingAndWebSocket() throws Exception {
        assertPollingAndWebSocketWork(keyStore());
    }

    @Test
    void reloadedCertificateIsForNewConnectionsAndOldOnesLiveOn() throws Exception {
        Tls tls = pem();
        X509Bundle renewed = newCertificate();
        try (NettyServer server =
                        NettyServer.builder(new EchoHandler()).tls(tls).start();
                SSLSocket old = connect(server, bundle)) {
            assertThat(certificateOf(old)).isEqualTo(bundle.getCertificate());
            writePem(renewed);
            tls.reload();
            try (SSLSocket fresh = connect(server, renewed)) {
                assertThat(certificateOf(fresh)).isEqualTo(renewed.getCertificate());
            }
            try (RawConnection client = RawConnection.over(old)) {
                client.send("GET /old HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readResponse().body().utf8()).isEqualTo("GET /old ");
            }
        }
    }

    @Test
    void reloadThatFailsKeepsTheFormerCertificate() throws Exception {
        Tls tls = pem();
        Files.writeString(folder.resolve("cert.pem"), newCertificate().getCertificatePathPEM());
        assertThatThrownBy(tls::reload).isInstanceOf(IOException.class);
        try (NettyServer server =
                        NettyServer.builder(new EchoHandler()).tls(tls).start();
                SSLSocket client = connect(server, bundle)) {
            assertThat(certificateOf(client)).isEqualTo(bundle.getCertificate());
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        keyStore();
        writePem(bundle);
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Path none = folder.resolve("none.pem");
        assertRefused(none, key, none + " does not exist or may not be read");
        assertRefused(certificate, none, none + " does not exist or may not be read");
        assertRefused(certificate, certificate, certificate + " holds no RSA or EC key in PKCS#8");
        assertThatThrownBy(() -> Tls.ofPem(key, key))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot load the TLS certificate and key from " + key + " and " + key + ": ");
        assertThatThrownBy(() -> Tls.ofKeyStore(folder.resolve("server.p12"), "wrong".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("server.p12");
    }

    private static void assertRefused(Path certificate, Path key, String why) {
        assertThatThrownBy(() -> Tls.ofPem(certificate, key))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot load the TLS certificate and key from " + certificate + " and " + key + ": " + why);
    }

    @Test
    void anEncryptedKeyIsCalledSo() throws Exception {
        writePem(bundle);
        Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        SecretKey password =
                SecretKeyFactory.getInstance(cipher.getAlgorithm()).generateSecret(new PBEKeySpec(PASSWORD));
        cipher.init(Cipher.ENCRYPT_MODE, password);
        byte[] encrypted = new EncryptedPrivateKeyInfo(
                        cipher.getParameters(),
                        cipher.doFinal(bundle.getKeyPair().getPrivate().getEncoded()))
                .getEncoded();
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(encrypted)
                        + "\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused(folder.resolve("cert.pem"), key, key + " is encrypted: save it without a password");
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void aKeyThatIsNotTheCertificatesIsRefused(Algorithm algorithm) throws Exception {
        X509Bundle own = certificateBuilder().algorithm(algorithm).buildSelfSigned();
        X509Bundle other = certificateBuilder().algorithm(algorithm).buildSelfSigned();
        Path certificate = Files.writeString(folder.resolve("cert.pem"), own.getCertificatePathPEM());
        Path key = folder.resolve("key.pem");
        for (X509Bundle stranger : List.of(other, bundle)) {
            Files.writeString(key, stranger.getPrivateKeyPEM());
            assertRefused(certificate, key, "the key is not that of the first certificate");
        }
        Files.writeString(key, own.getPrivateKeyPEM());
        assertThat(Tls.ofPem(certificate, key)).isNotNull();
    }

    @Test
    void aHandshakeThatIsNotFinishedEndsAfterTheHeaderTimeout() throws Exception {
        Duration timeout = Duration.ofMillis(300);
        byte[] hello = clientHello();
        List<byte[]> beginnings = List.of(new byte[0], Arrays.copyOf(hello, 20), hello);
        try (NettyServer server = NettyServer.builder(new EchoHandler())
                .tls(pem())
                .headerTimeout(timeout)
                .start()) {
            for (byte[] beginning : beginnings) {
                long start = System.nanoTime();
                try (RawConnection client = RawConnection.open(server.port())) {
                    client.send(beginning).skipToEnd();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(timeout, Duration.ofSeconds(5));
            }
        }
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    @Test
    void plainHttpOnTheTlsPortEndsAndOthersAreServed() throws Exception {
        try (NettyServer server =
                        NettyServer.builder(new EchoHandler()).tls(pem()).start();
                RawConnection plain = RawConnection.open(server.port());
                SSLSocket other = connect(server, bundle)) {
            plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            plain.skipToEnd();
            assertThat(certificateOf(other)).isEqualTo(bundle.getCertificate());
        }
    }
}
