package hocket.testkit;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.core.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the groups of tests of WebSockets have in common. */
abstract class TransportSocketTests extends TransportTests {
    final RecordingSocketListener listener = listener();

    TransportSocketTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    static ClientRequest handshake(ScriptedServer server) {
        return ClientRequest.get(server.uri("ws", "/"), Map.of(), LIMIT);
    }

    final ClientWebSocket connect(ClientRequest request) {
        return connect(request, listener);
    }

    final ClientWebSocket connect(ClientRequest request, RecordingSocketListener told) {
        return onLane(() -> transport.connect(lane, request, told));
    }

    /** A WebSocket that is open, and its other end. */
    record Opened(ClientWebSocket webSocket, ScriptedConnection peer) {}

    final Opened open() throws IOException {
        return open(listener);
    }

    final Opened open(RecordingSocketListener told) throws IOException {
        ScriptedServer server = serve();
        ClientWebSocket webSocket = connect(handshake(server), told);
        ScriptedConnection peer = server.accept();
        peer.acceptWebSocket();
        eventually("the WebSocket opens", told::isOpen);
        return new Opened(webSocket, peer);
    }

    /** Does something with the WebSocket, on the lane, and waits until it is done. */
    final void run(Opened opened, Consumer<ClientWebSocket> task) {
        onLane(() -> {
            task.accept(opened.webSocket());
            return true;
        });
    }

    final void send(Opened opened, Frame... messages) {
        run(opened, webSocket -> {
            for (Frame message : messages) {
                webSocket.send(message, true);
            }
            webSocket.flush();
        });
    }

    /** All in one write. A transport may cut at the first byte that shows what is wrong, or what is the last. */
    static void writeAndBeCut(Opened opened, byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            opened.peer().write(all.toByteArray());
        } catch (IOException e) {
            // cut
        }
    }

    final Frame message() {
        return eventually("a message comes", listener::message);
    }

    final RecordingSocketListener.End end() {
        return end(listener);
    }

    static RecordingSocketListener.End end(RecordingSocketListener told) {
        return eventually("the listener is told of the end", told::end);
    }
}
