package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that wait for the answer of the client whose event they handle. */
class WaitingHandlerTest {
    private static final int TIMES = 50;

    private SocketIo server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHandlerMayWaitForTheAnswerToItsOwnEmitOverWebSocket() throws IOException {
        start(WaitingHandlerTest::askBack);
        try (RawWebSocket client = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
            client.receiveText();
            client.send("40");
            assertThat(client.receiveText()).startsWith("40{\"sid\":");
            for (int i = 0; i < TIMES; i++) {
                client.send("42[\"ask\"]");
                client.send("42[\"next\"]");
                assertThat(client.receiveText()).isEqualTo("42" + i + "[\"question\"]");
                client.send("43" + i + "[" + i + "]");
                assertThat(client.receiveText()).isEqualTo("42[\"answered\"," + i + "]");
                assertThat(client.receiveText()).isEqualTo("42[\"next\"]");
            }
        }
    }

    @Test
    void aHandlerMayWaitForTheAnswerToItsOwnEmitByPolling() throws IOException {
        start(WaitingHandlerTest::askBack);
        try (PollingSession client = PollingSession.open(server.port(), "/socket.io/?EIO=4&transport=polling")) {
            client.post("40");
            assertThat(client.poll().text()).startsWith("40{\"sid\":");
            for (int i = 0; i < TIMES; i++) {
                client.post("42[\"ask\"]");
                assertThat(client.poll().text()).isEqualTo("42" + i + "[\"question\"]");
                client.post("43" + i + "[" + i + "]");
                assertThat(client.poll().text()).isEqualTo("42[\"answered\"," + i + "]");
            }
        }
    }

    @Test
    void aConnectionHandlerMayWaitForAnAnswerToo() throws IOException {
        start(io -> io.onConnection(socket -> {
            String name = socket.emitWithAck("who")
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join()
                    .get(0, String.class);
            socket.emit("hello", name);
        }));
        try (RawWebSocket client = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
            client.receiveText();
            client.send("40");
            assertThat(client.receiveText()).startsWith("40{\"sid\":");
            assertThat(client.receiveText()).isEqualTo("420[\"who\"]");
            client.send("430[\"Ada\"]");
            assertThat(client.receiveText()).isEqualTo("42[\"hello\",\"Ada\"]");
        }
    }

    private static void askBack(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("ask", args -> socket.emit("answered", answer(socket)));
            socket.on("next", args -> socket.emit("next"));
        });
    }

    private static int answer(Socket socket) throws Exception {
        return socket.emitWithAck("question").get(5, TimeUnit.SECONDS).get(0, int.class);
    }

    /** One lane: if an answer had to wait for the handler, nobody else could bring it. */
    private void start(Consumer<SocketIoServer> setup) throws IOException {
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1").threads(1))
                .listen(setup);
    }
}
