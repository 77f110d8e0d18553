package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import hocket.server.Socket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms whose sockets are on several lanes, joined and addressed by several threads. */
class RoomsAcrossLanesTest {
    private static final int LANES = 4;
    private static final int SOCKETS = 16;
    private static final int THREADS = 4;
    private static final int JOINS_PER_THREAD = 1000;

    private final ExecutorService joining = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService broadcasting = Executors.newFixedThreadPool(THREADS);
    private final Map<String, RawWebSocket> clients = new HashMap<>(); // by socket id
    private final List<Socket> sockets = new ArrayList<>();
    private SocketIo server;

    @AfterEach
    void stop() throws IOException {
        joining.shutdownNow();
        broadcasting.shutdownNow();
        for (RawWebSocket client : clients.values()) {
            client.close();
        }
        server.close();
    }

    @Test
    void aBroadcastThatBeginsAfterJoinReturnedReachesTheSocket() throws Exception {
        connect();
        assertThat(sockets.stream().map(socket -> socket.conn().lane()).distinct())
                .hasSize(LANES);

        List<Callable<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i * JOINS_PER_THREAD;
            threads.add(() -> joinAndBroadcast(first, first + JOINS_PER_THREAD));
        }
        for (Future<Void> thread : joining.invokeAll(threads)) {
            thread.get();
        }
        server.io().emit("end");

        for (int i = 0; i < SOCKETS; i++) {
            RawWebSocket client = clients.get(sockets.get(i).id());
            assertThat(receiveUntilEnd(client)).containsExactlyInAnyOrderElementsOf(expected(i));
        }
    }

    /** The numbers name a room and choose a socket. */
    private Void joinAndBroadcast(int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            Socket socket = sockets.get(number % SOCKETS);
            String room = "room " + number;
            int argument = number;
            socket.join(room);
            Future<?> other = broadcasting.submit(() -> server.io().to(room).emit("another thread", argument));
            server.io().to(room).emit("same thread", argument);
            other.get(10, TimeUnit.SECONDS);
            socket.leave(room);
        }
        return null;
    }

    private static List<String> expected(int socket) {
        List<String> events = new ArrayList<>();
        for (int number = socket; number < THREADS * JOINS_PER_THREAD; number += SOCKETS) {
            events.add("42[\"another thread\"," + number + "]");
            events.add("42[\"same thread\"," + number + "]");
        }
        return events;
    }

    private static List<String> receiveUntilEnd(RawWebSocket client) throws IOException {
        List<String> events = new ArrayList<>();
        for (String event = client.receiveText(); !event.equals("42[\"end\"]"); event = client.receiveText()) {
            events.add(event);
        }
        return events;
    }

    private void connect() throws IOException {
        server = SocketIo.builder()
                .netty(netty -> netty.host("127.0.0.1").threads(LANES))
                .listen(io -> {});
        for (int i = 0; i < SOCKETS; i++) {
            RawWebSocket client = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket");
            client.receiveText();
            client.send("40");
            clients.put(PollingSession.sidOf(client.receiveText()), client);
        }
        sockets.addAll(server.io().of("/").sockets());
    }
}
