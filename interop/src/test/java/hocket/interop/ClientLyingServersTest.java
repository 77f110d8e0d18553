package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.DisconnectReason;
import hocket.client.Socket;
import hocket.client.TransportException;
import hocket.core.AckTimeoutException;
import hocket.core.DisconnectedException;
import hocket.core.ProtocolException;
import hocket.interop.Connection.Transport;
import hocket.interop.LyingServer.Answer;
import hocket.interop.LyingServer.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that break the rules: our client says so, ends the connection, and keeps nothing of it. */
class ClientLyingServersTest {
    private static final int MEGABYTE = 1_000_000;
    private static final String CONNECTED = "40{\"sid\":\"def\"}";

    private static int threadsBefore;

    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults());

    @BeforeAll
    static void countThreads() {
        threadsBefore = ClientThreads.names().size();
    }

    @AfterAll
    static void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitAtMost(threadsBefore);
    }

    private static Peer peer(Transport transport, Answer answer) throws IOException {
        LyingServer server = CLIENTS.closing(LyingServer.start(answer));
        return CLIENTS.peer(
                server.port(),
                transport,
                options -> options.reconnection(false)
                        .timeout(Duration.ofSeconds(3))
                        .maxPayloadBytes(MEGABYTE));
    }

    private static TransportException failureToConnect(Transport transport, Answer answer) throws Exception {
        Peer peer = peer(transport, answer);
        Socket socket = peer.socket("/");

        Throwable error = Waits.failure(socket.connect());

        assertThat(error).isInstanceOf(TransportException.class);
        assertThat(peer.nextRefusal()).isSameAs(error);
        assertThat(socket.isConnected()).isFalse();
        return (TransportException) error;
    }

    /** A server that is good until the socket is connected. */
    private static Answer afterConnecting(Answer then) {
        return request -> {
            request.openWebSocket();
            request.frame(LyingServer.HANDSHAKE);
            request.frame(CONNECTED);
            then.to(request);
            request.silence();
        };
    }

    private static DisconnectReason lossAfterConnecting(Answer then) throws Exception {
        Peer peer = peer(Transport.WEBSOCKET, afterConnecting(then));
        peer.connect();
        return peer.nextLoss();
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void headersWithoutEndAreNotReadForEver(Transport transport) throws Exception {
        TransportException error = failureToConnect(transport, request -> {
            request.write("HTTP/1.1 200 OK\r\n");
            for (long n = 0; ; n++) {
                request.write("X-" + n + ": " + "x".repeat(1000) + "\r\n");
            }
        });

        assertThat(error.getMessage()).isIn("xhr poll error", "websocket error", "timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerOfAHundredMegabytesIsRefused(boolean announced) throws Exception {
        byte[] chunk = "x".repeat(MEGABYTE).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        TransportException error = failureToConnect(Transport.POLLING, request -> {
            request.write("HTTP/1.1 200 OK\r\n"
                    + (announced ? "Content-Length: 100000000\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < 100; i++) {
                request.write(announced ? "" : Integer.toHexString(MEGABYTE) + "\r\n");
                request.write(chunk);
                request.write(announced ? "" : "\r\n");
            }
        });

        assertThat(error).hasMessage("xhr poll error").hasRootCauseInstanceOf(ProtocolException.class);
    }

    @Test
    void aMessageOfAHundredMegabytesIsRefused() throws Exception {
        byte[] chunk = new byte[MEGABYTE];
        for (int first : new int[] {0x81, 0x82}) {
            assertThat(lossAfterConnecting(request -> {
                        request.write(Request.frameHead(first, 100L * MEGABYTE));
                        for (int i = 0; i < 100; i++) {
                            request.write(chunk);
                        }
                    }))
                    .isEqualTo(DisconnectReason.TRANSPORT_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "0",
                "0garbage",
                "0[]",
                "0{}",
                "0{\"sid\":\"\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":-1,\"pingTimeout\":20000}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":-20000}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1e300,\"pingTimeout\":20000}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":-5}",
                "4a message first",
                "2",
            })
    void aHandshakeThatIsNoneIsAnError(String handshake) throws Exception {
        TransportException polling = failureToConnect(Transport.POLLING, request -> request.ok(handshake));
        assertThat(polling).hasMessageStartingWith("server error");

        TransportException webSocket = failureToConnect(Transport.WEBSOCKET, request -> {
            request.openWebSocket();
            request.frame(handshake);
            request.silence();
        });
        assertThat(webSocket).hasMessageStartingWith("server error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4599999-[\"a\"]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":7}]",
                "4garbage",
                "49",
                "42[\"a\"",
                "42{}",
                "42[]",
                "4",
                "43",
                "40{\"sid\":\"again\"}",
            })
    void aPacketThatIsNoneIsAParseError(String packet) throws Exception {
        assertThat(lossAfterConnecting(request -> {
                    request.frame(packet);
                    request.write(Request.frameHead(0x82, 1)); // an attachment, for those that have one
                    request.write(new byte[1]);
                }))
                .isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void aFrameThatIsNoneIsATransportError() throws Exception {
        assertThat(lossAfterConnecting(request -> request.frame("9"))).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
        assertThat(lossAfterConnecting(request -> request.write(new byte[] {(byte) 0xff, 0, 1, 2, 3})))
                .isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        for (Transport transport : new Transport[] {Transport.POLLING, Transport.WEBSOCKET}) {
            TransportException error = failureToConnect(
                    transport,
                    request ->
                            request.write("HTTP/1.1 302 Found\r\nLocation: /socket.io/\r\nContent-Length: 0\r\n\r\n"));

            assertThat(error.status()).isEqualTo(302);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void aResetDuringTheHandshakeIsAnError(Transport transport) throws Exception {
        assertThat(failureToConnect(transport, Request::reset).getMessage()).isIn("xhr poll error", "websocket error");
        assertThat(failureToConnect(transport, request -> {
                            request.write("HTTP/1.1 ");
                            request.reset();
                        })
                        .getMessage())
                .isIn("xhr poll error", "websocket error");
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void aServerThatNeverAnswersIsGivenUp(Transport transport) throws Exception {
        assertThat(failureToConnect(transport, Request::silence)).hasMessage("timeout");
    }

    @Test
    void aServerThatNeverPingsIsGivenUp() throws Exception {
        Peer peer = peer(Transport.WEBSOCKET, request -> {
            request.openWebSocket();
            request.frame("0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":100,\"pingTimeout\":100}");
            request.frame(CONNECTED);
            request.silence();
        });

        Waits.get(peer.socket("/").connect());

        assertThat(peer.nextLoss()).isEqualTo(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void aServerThatAnswersNoConnectLeavesTheSocketUnconnected() throws Exception {
        Peer peer = peer(Transport.POLLING, request -> {
            if (request.isPost()) {
                request.ok("ok");
            } else if (request.hasSid()) {
                request.silence();
            } else {
                request.ok(LyingServer.HANDSHAKE);
            }
        });
        Socket socket = peer.socket("/");
        CompletableFuture<Void> connected = socket.connect();

        assertThat(Waits.failure(socket.timeout(Duration.ofMillis(200)).emitWithAck("ask")))
                .isInstanceOf(AckTimeoutException.class);
        assertThat(connected).isNotDone();
        assertThat(socket.isConnected()).isFalse();
        socket.disconnect();
        assertThat(Waits.failure(connected)).isInstanceOf(DisconnectedException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void threeHundredFailuresToConnectLeaveNoThread(Transport transport) throws Exception {
        int before = ClientThreads.names().size();
        LyingServer server = CLIENTS.closing(LyingServer.start(Request::reset));
        Peer peer = CLIENTS.peer(
                server.port(),
                transport,
                options -> options.reconnectionAttempts(300)
                        .reconnectionDelay(Duration.ofMillis(1))
                        .reconnectionDelayMax(Duration.ofMillis(1)));
        CompletableFuture<Void> failed = new CompletableFuture<>();
        peer.manager().onReconnectFailed(() -> failed.complete(null));

        var unused = peer.socket("/").connect();
        Waits.get(failed);

        assertThat(ClientThreads.names()).hasSizeLessThan(before + 10);
    }
}
