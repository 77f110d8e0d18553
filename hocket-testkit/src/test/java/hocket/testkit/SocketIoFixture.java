package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Handlers;
import hocket.server.Socket;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A Socket.IO server on a memory host whose handlers run inline, and clients that speak the protocol by hand. */
final class SocketIoFixture {
    final List<String> events = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final List<Socket> sockets = new ArrayList<>();
    final SocketIoServer io;
    final MemoryHost host;

    SocketIoFixture() {
        this(options -> {});
    }

    SocketIoFixture(Consumer<SocketIoOptions.Builder> settings) {
        SocketIoOptions.Builder options = SocketIoOptions.builder()
                .engine(engine -> engine.handlers(Handlers.inline()))
                .errorHandler((socket, error) -> errors.add(error));
        settings.accept(options);
        io = SocketIoServer.create(options.build());
        io.onConnection(socket -> {
            sockets.add(socket);
            events.add("connection");
            socket.onDisconnect(reason -> events.add("disconnect " + reason));
        });
        host = new MemoryHost(io);
    }

    Socket socket() {
        return sockets.get(sockets.size() - 1);
    }

    /** A client whose session is open and that has joined nothing. */
    MemoryWebSocket open() {
        MemoryWebSocket client = host.webSocket("/socket.io/?EIO=4&transport=websocket");
        assertThat(client.receiveText()).startsWith("0{");
        return client;
    }

    /** A client in the main namespace. */
    MemoryWebSocket join() {
        MemoryWebSocket client = open();
        client.send("40");
        assertThat(client.receiveText()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
        return client;
    }

    /** All that has come to the client and was not looked at, as text. */
    List<String> received(MemoryWebSocket client) {
        host.lane().crank();
        List<String> texts = new ArrayList<>();
        for (String text = client.receiveText(); text != null; text = client.receiveText()) {
            texts.add(text);
        }
        return texts;
    }

    /** The URL of a polling session that is in the main namespace and has been told so. */
    String joinPolling() {
        MemoryExchange handshake = host.get("/socket.io/?EIO=4&transport=polling");
        String url = "/socket.io/?EIO=4&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        host.post(url, "40");
        assertThat(host.get(url).text()).startsWith("40{");
        return url;
    }

    /** A client of version 2. */
    MemoryWebSocket openLegacy() {
        MemoryWebSocket client = host.webSocket("/socket.io/?EIO=3&transport=websocket");
        assertThat(client.receiveText()).startsWith("0{");
        assertThat(client.receiveText()).isEqualTo("40");
        return client;
    }
}
