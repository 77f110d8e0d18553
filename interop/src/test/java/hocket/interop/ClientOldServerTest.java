package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.Socket;
import hocket.client.TransportException;
import hocket.interop.Connection.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our client meets a server of version 2, which does not understand it: it says so. */
class ClientOldServerTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = ReferenceServer.start("socket.io", "2.5.1", Settings.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void overAWebSocketTheErrorSaysThatTheServerIsTooOld() throws Exception {
        try (Peer peer = new Peer(server.port(), Transport.WEBSOCKET, options -> {})) {
            Socket socket = peer.socket("/");

            Throwable error = Waits.failure(socket.connect());

            assertThat(error)
                    .hasMessage(
                            "It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they"
                                    + " are not compatible (more information here:"
                                    + " https://socket.io/docs/v3/migrating-from-2-x-to-3-0/)");
            assertThat(peer.nextRefusal()).isSameAs(error);
            assertThat(socket.isActive()).isFalse();
        }
    }

    @Test
    void overPollingTheErrorSaysThatTheAnswerCannotBeUnderstood() throws Exception {
        try (Peer peer = new Peer(server.port(), Transport.POLLING, options -> options.reconnection(false))) {
            Throwable error = Waits.failure(peer.socket("/").connect());

            assertThat(error).isInstanceOf(TransportException.class).hasMessageStartingWith("server error");
        }
    }
}
