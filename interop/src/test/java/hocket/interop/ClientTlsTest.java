package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.TransportException;
import hocket.client.TransportName;
import hocket.client.spi.ClientTransport;
import hocket.netty.Tls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom our client trusts over TLS is the HTTP library's business: each refuses strangers, and takes what it is told to. */
class ClientTlsTest {
    private static X509Bundle certificate;
    private static SocketIo server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        Path chain = Files.writeString(folder.resolve("chain.pem"), certificate.getCertificatePathPEM());
        Path key = Files.writeString(folder.resolve("key.pem"), certificate.getPrivateKeyPEM());
        Tls tls = Tls.ofPem(chain, key);
        server = SocketIo.builder()
                .port(0)
                .netty(netty -> netty.host("127.0.0.1").tls(tls))
                .listen(io -> io.onConnection(socket ->
                        socket.on("ask", (args, ack) -> ack.send(args.get(0, String.class)))));
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    private static Stream<Arguments> each() {
        return Arrays.stream(HttpLibrary.values())
                .flatMap(library -> Arrays.stream(TransportName.values()).map(name -> Arguments.of(library, name)));
    }

    private static ClientTransport trustingServer(HttpLibrary library) throws Exception {
        X509TrustManager trust = (X509TrustManager) certificate.toTrustManager();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return library.trusting(context, trust);
    }

    private static Manager manager(ClientTransport transport, TransportName name, String host) {
        return Manager.create(
                "https://" + host + ":" + server.port(),
                ManagerOptions.builder()
                        .transport(transport)
                        .transports(name)
                        .reconnection(false)
                        .build());
    }

    private static void assertRefused(ClientTransport transport, TransportName name, String host) throws Exception {
        try (Manager manager = manager(transport, name, host)) {
            Throwable failure = Waits.failure(manager.socket("/").connect());

            assertThat(failure).isInstanceOf(TransportException.class).hasCauseInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void aServerThatIsTrustedIsTalkedTo(HttpLibrary library, TransportName name) throws Exception {
        String large = "x".repeat(100_000);
        try (ClientTransport transport = trustingServer(library);
                Manager manager = manager(transport, name, "localhost")) {
            Socket socket = manager.socket("/");
            Waits.get(socket.connect());

            assertThat(Peer.ask(socket, "ask", "hello")).isEqualTo("hello");
            assertThat(Peer.ask(socket, "ask", large)).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void aServerThatIsNotTrustedIsRefused(HttpLibrary library, TransportName name) throws Exception {
        try (ClientTransport transport = library.create()) {
            assertRefused(transport, name, "localhost");
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void theCertificateOfAnotherHostIsRefused(HttpLibrary library, TransportName name) throws Exception {
        try (ClientTransport transport = trustingServer(library)) {
            assertRefused(transport, name, "127.0.0.1");
        }
    }
}
