package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last words of a server that closes while the client is still sending are heard over TLS too. */
class TlsFarewellTest {
    private final WebSocketHandler handler = new WebSocketHandler(
            new WebSocketSettings(WebSocketHandler.LIMIT, 100, Duration.ofSeconds(1), Duration.ofMillis(500), null));
    private NettyServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .ecp256()
                .subject("CN=localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path certificate = Files.writeString(folder.resolve("cert.pem"), bundle.getCertificatePathPEM());
        Path key = Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
        server = NettyServer.builder(handler)
                .host("127.0.0.1")
                .tls(Tls.ofPem(certificate, key))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection connect(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setEnabledProtocols(new String[] {protocol});
        return RawConnection.over(socket);
    }

    /** As much of it as the server takes. */
    private static void send(RawConnection client, byte[] data, int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.send(data);
            }
        } catch (UncheckedIOException e) {
            // the server has ended the connection, and what it said before is read now
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anAnswerBeforeTheEndOfTheBody(String protocol) throws Exception {
        try (RawConnection client = connect(protocol)) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n");
            send(client, new byte[100_000], 10);

            assertThat(client.readResponse().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theStatusOfAWebSocketThatBreaksARule(String protocol) throws Exception {
        try (RawConnection client = connect(protocol)) {
            assertThat(client.upgrade("/").status()).isEqualTo(101);
            RawFrame large = RawFrame.text("x".repeat(100_000));
            assertThat(client.send(large).readFrame()).isEqualTo(large);
            send(client, new RawFrame(true, 0, 3, ByteSlice.of(new byte[100_000])).masked(), 10);

            assertThat(client.readFrame().closeStatus()).isEqualTo(1002);
            client.readEnd();
            assertThat(handler.end("/")).isNotEqualTo(WebSocketHandler.ORDERLY);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCut() throws Exception {
        try (RawConnection client = connect("TLSv1.3")) {
            assertThat(client.upgrade("/").status()).isEqualTo(101);
            client.stopReading();
            byte[] frame = RawFrame.text("x".repeat(900_000)).masked();
            Thread flood = new Thread(() -> send(client, frame, 30));
            flood.start();

            assertThat(handler.end("/")).startsWith("the peer took nothing for");
            flood.join(10_000);
            assertThat(flood.isAlive()).isFalse();
        }
    }
}
