package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A manager without a network, whose handlers run inline and whose delays are left to no chance; what happens is written
 * down.
 */
final class Fixture {
    final FakeTransport server = new FakeTransport();
    final List<String> events = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final Manager manager;

    Fixture() {
        this(options -> {});
    }

    Fixture(Consumer<ManagerOptions.Builder> settings) {
        ManagerOptions.Builder options = ManagerOptions.builder()
                .transport(server)
                .handlers(Runnable::run)
                .randomizationFactor(0)
                .errorHandler((socket, error) -> errors.add(error));
        settings.accept(options);
        manager = Manager.create("http://localhost:3000", options.build());
    }

    /** As many of its managers use WebSockets only. */
    static Fixture webSocket() {
        return webSocket(options -> {});
    }

    static Fixture webSocket(Consumer<ManagerOptions.Builder> settings) {
        return new Fixture(options -> {
            options.transports(TransportName.WEBSOCKET);
            settings.accept(options);
        });
    }

    void advance(Duration time) {
        server.lane.advance(time);
    }

    /** A socket of the main namespace that writes down what it is told; not connected. */
    Socket socket() {
        return socket("/", SocketOptions.DEFAULT);
    }

    Socket socket(String namespace, SocketOptions options) {
        Socket socket = manager.socket(namespace, options);
        socket.onConnect(() -> events.add("connect"));
        socket.onConnectError(error -> events.add("connect_error " + error.getMessage()));
        socket.onDisconnect(reason -> events.add("disconnect " + reason));
        return socket;
    }

    /** Connects over a WebSocket that was just asked for. */
    FakeTransport.WebSocket connect(Socket socket) {
        socket.connect();
        return accept(socket);
    }

    /** The server lets the socket in, over a WebSocket that was just asked for. */
    FakeTransport.WebSocket accept(Socket socket) {
        FakeTransport.WebSocket webSocket = openSession();
        letIn(webSocket, socket, "{\"sid\":\"id1\"}");
        return webSocket;
    }

    FakeTransport.WebSocket openSession() {
        FakeTransport.WebSocket webSocket = server.webSocket();
        webSocket.open();
        webSocket.text(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);
        return webSocket;
    }

    void letIn(FakeTransport.WebSocket webSocket, Socket socket, String ids) {
        webSocket.received();
        webSocket.text("40" + (socket.nsp().equals("/") ? "" : socket.nsp() + ",") + ids);
    }

    /** Connects over polling alone; a GET waits afterwards. */
    void connectOverPolling(Socket socket) {
        socket.connect();
        openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);
        server.post().answer("ok");
        server.poll().answer("40{\"sid\":\"id1\"}");
    }

    void openPolling(String handshake) {
        server.poll().answer(handshake);
    }

    /** What the future failed with; it has. */
    static Throwable errorOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, error) ->
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error)
                .join();
    }

    /** The manager's events are written down too. */
    Fixture watchManager() {
        manager.onOpen(() -> events.add("open"));
        manager.onError(error -> events.add("error " + error.getMessage()));
        manager.onClose((reason, details) -> events.add("close " + reason));
        manager.onReconnectAttempt(attempt -> events.add("reconnect_attempt " + attempt));
        manager.onReconnectError(error -> events.add("reconnect_error " + error.getMessage()));
        manager.onReconnectFailed(() -> events.add("reconnect_failed"));
        manager.onReconnect(attempt -> events.add("reconnect " + attempt));
        return this;
    }

    /** What was written down since the last time. */
    List<String> takeEvents() {
        server.lane.crank();
        List<String> all = List.copyOf(events);
        events.clear();
        return all;
    }
}
