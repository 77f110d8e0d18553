package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.DisconnectReason;
import hocket.client.JdkTransport;
import hocket.client.Socket;
import hocket.client.TransportName;
import hocket.core.Args;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options of our client that a server notices: limits, paths, headers, cookies. */
class ClientOptionsTest {
    private static final int MAX_PAYLOAD = 10_000;

    @RegisterExtension
    static final Clients CLIENTS = new Clients(
            Settings.defaults().maxHttpBufferSize(MAX_PAYLOAD).withCookie().path("/some/where"));

    private static Peer peer(Link link) {
        return CLIENTS.peer(link, options -> options.path("/some/where"));
    }

    /** Version 3 does not tell what it takes. */
    @EachCurrentLink
    void eventsAreSentInBatchesThatTheServerTakes(Link link) throws Exception {
        Peer peer = peer(link);
        Socket socket = peer.socket("/");
        Waits.get(socket.connect());

        for (int n = 0; n < 100; n++) {
            socket.emit("item", n, Noise.of(100 * (n % 40)));
        }

        List<?> items = (List<?>) Peer.ask(socket, "items"); // the answer is longer than what the server takes
        assertThat(items).extracting(item -> ((List<?>) item).get(0)).isEqualTo(range(100));
        assertThat(peer.losses()).isZero();
    }

    private static List<Object> range(int end) {
        return IntStream.range(0, end).boxed().map(Object.class::cast).toList();
    }

    @EachLink
    void anEventThatIsTooLongEndsTheConnectionWhichIsMadeAgain(Link link) throws Exception {
        Peer peer = peer(link);
        Socket socket = peer.connect();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        socket.onDisconnect((reason, details) -> code.complete(details.code()));

        socket.emit("item", "x".repeat(3 * MAX_PAYLOAD));

        DisconnectReason reason = peer.nextLoss();
        if (link.transport() != Connection.Transport.POLLING) {
            assertThat(reason).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        } else if (link.server() == ServerKind.SOCKET_IO_4) {
            assertThat(reason).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
            assertThat(Waits.get(code)).isIn(413, 0);
        } else { // the server ends the session: the poll may show it first, answered with "close" or refused
            assertThat(reason).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
            assertThat(Waits.get(code)).isIn(413, 400, 0);
        }
        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
    }

    @EachLink
    void bytesGoAsTextIfThatIsAskedFor(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link, options -> options.path("/some/where").forceBase64(true));

        Args back = Peer.echo(peer.connect(), Noise.of(3), Noise.of(4));

        assertThat(back.toList().toArray()).isEqualTo(new Object[] {Noise.of(3), Noise.of(4)});
    }

    @EachLink
    void headersGoWithEveryRequestAndCookiesComeBackIfTheHttpClientKeepsThem(Link link) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        FaultProxy proxy =
                CLIENTS.closing(FaultProxy.to(CLIENTS.server(link.server()).port()));
        Peer peer = CLIENTS.peer(
                proxy.port(),
                link.transport(),
                options -> options.path("/some/where")
                        .transport(JdkTransport.of(http))
                        .extraHeaders(Map.of("x-hocket", "everywhere", "Authorization", "Bearer 1")));

        Socket socket = peer.connect();
        Peer.ask(socket, "where");

        List<String> requests = proxy.requests();
        assertThat(requests)
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request).contains("x-hocket: everywhere").contains("Authorization: Bearer 1"));
        assertThat(requests.subList(1, requests.size()))
                .allSatisfy(request -> assertThat(request).contains("io="));
        if (link.transport() != Connection.Transport.POLLING) {
            assertThat(requests).anyMatch(request -> request.contains("transport=websocket"));
        }
        if (link.transport() != Connection.Transport.WEBSOCKET) {
            assertThat(requests).anyMatch(request -> request.startsWith("POST"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Link#upgrade")
    void aSessionStaysWithPollingIfUpgradesAreOff(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link, options -> options.path("/some/where").upgrade(false));
        Socket socket = peer.socket("/");
        Waits.get(socket.connect());

        Peer.ask(socket, "where");
        Peer.ask(socket, "where");

        assertThat(peer.current()).isEqualTo(TransportName.POLLING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Link#upgrade")
    void theNextSessionBeginsWithAWebSocketIfThatIsRemembered(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link, options -> options.path("/some/where").rememberUpgrade(true));
        Socket socket = peer.connect();

        peer.manager().closeEngine();
        peer.nextLoss();

        assertThat(Peer.ask(socket, "where")).isEqualTo("/");
        assertThat(peer.opened()).containsExactly(TransportName.POLLING, TransportName.WEBSOCKET);
    }

    /** The reference leaves the answer to others, and here there are none. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hocket.interop.Link#toHocket")
    void aPathThatIsNotTheServersIsAnError(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link, options -> options.path("/elsewhere").reconnection(false));

        Throwable error = Waits.failure(peer.socket("/").connect());

        assertThat(error)
                .hasMessageStartingWith(
                        link.transport() == Connection.Transport.WEBSOCKET ? "websocket error" : "xhr poll error");
    }
}
