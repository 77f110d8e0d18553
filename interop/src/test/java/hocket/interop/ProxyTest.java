package hocket.interop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.JdkTransport;
import hocket.client.okhttp.OkHttpTransport;
import hocket.client.spi.ClientTransport;
import hocket.core.Args;
import hocket.interop.Connection.Transport;
import hocket.interop.ProxyProcess.Sticky;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers behind real proxies, which run the files that the documents recommend. */
class ProxyTest {
    private static final int OF_EACH_KIND = 10;
    private static final List<Transport> TRANSPORTS = List.of(Transport.values());
    private static final Settings SETTINGS = Settings.defaults().frequentHeartbeats();
    private static final Executor AFTER_TWO_HEARTBEATS =
            CompletableFuture.delayedExecutor(5 * SETTINGS.pingInterval.toMillis() / 2, MILLISECONDS);

    private final List<AutoCloseable> open = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"NGINX, ADDRESS", "NGINX, COOKIE", "HAPROXY, ADDRESS", "HAPROXY, COOKIE"})
    void eachClientStaysWithOneNodeAndEachNodeHasSome(Proxy proxy, Sticky sticky, @TempDir Path folder)
            throws Exception {
        HocketServer.Listening first = node("first", HostKind.usual());
        HocketServer.Listening second = node("second", HostKind.TOMCAT);
        try (ProxyProcess started = ProxyProcess.start(proxy, folder, first.port(), second.port())) {
            int port = started.port(sticky);
            CompletableFuture<List<String>> nodesOfJavaScript = javaScriptClients(port, sticky);
            List<CompletableFuture<Args>> nodesOfJava = javaClients(port, sticky);

            List<String> nodes = new ArrayList<>(Waits.get(nodesOfJavaScript));
            for (CompletableFuture<Args> node : nodesOfJava) {
                nodes.add(Waits.get(node).get(0, String.class));
            }
            assertThat(nodes).hasSize(2 * OF_EACH_KIND).containsOnly("first", "second");
            assertThat(nodes).contains("first", "second");
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
            first.close().run();
            second.close().run();
        }
    }

    /** The answer to this event comes to the session that has asked, or never. */
    private static HocketServer.Listening node(String name, HostKind host) throws IOException {
        SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder()
                .engine(engine -> ScenarioHandlers.apply(SETTINGS, engine))
                .build());
        io.onConnection(socket -> socket.on("stay", (args, ack) -> AFTER_TWO_HEARTBEATS.execute(() -> ack.send(name))));
        return host.listen(io, 0);
    }

    private CompletableFuture<List<String>> javaScriptClients(int port, Sticky sticky) {
        Queue<String> nodes = new ConcurrentLinkedQueue<>(); // any thread
        CompletableFuture<List<String>> all = new CompletableFuture<>();
        open.add(ScriptProcess.node(
                nodes::add,
                () -> all.complete(List.copyOf(nodes)),
                "stay.mjs",
                "http://127.0.0.1:" + port,
                sticky.name(),
                Integer.toString(OF_EACH_KIND)));
        return all;
    }

    private List<CompletableFuture<Args>> javaClients(int port, Sticky sticky) throws Exception {
        List<CompletableFuture<Args>> nodes = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            ClientTransport apart = sticky == Sticky.COOKIE ? withCookies() : from("127.0.2." + (i + 1));
            Peer peer = new Peer(port, TRANSPORTS.get(i % TRANSPORTS.size()), options -> options.transport(apart));
            open.add(peer);
            open.add(apart);
            nodes.add(peer.connect().emitWithAck("stay"));
        }
        return nodes;
    }

    private static ClientTransport withCookies() {
        return JdkTransport.of(
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
    }

    /** From a machine of its own, as far as the proxy sees. */
    private static ClientTransport from(String address) {
        return OkHttpTransport.of(new OkHttpClient.Builder()
                .socketFactory(new SocketFactory() {
                    @Override
                    public Socket createSocket() throws IOException {
                        Socket socket = new Socket();
                        socket.bind(new InetSocketAddress(address, 0));
                        return socket;
                    }

                    @Override
                    public Socket createSocket(String host, int port) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(InetAddress host, int port) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                        throw new UnsupportedOperationException();
                    }
                })
                .build());
    }
}
