package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message for each packet (Engine.IO protocol, "WebSocket"). Belongs to the manager's lane. */
final class WebSocketTransport extends Transport implements WebSocketListener {
    private static final String FAILED = "websocket error";

    private final ClientTransport http;
    private final ClientLane lane;
    private final ClientRequest request;
    private final Revision revision;
    private final boolean base64;
    private final Owner owner;
    private @Nullable ClientWebSocket webSocket; // lane: null before it is opened
    private @Nullable Runnable gone; // lane: null until it is closed
    private boolean open; // lane
    private boolean ended; // lane: the owner hears nothing more

    /** Binary packets go as text if {@code base64}. */
    WebSocketTransport(
            ClientTransport http,
            ClientLane lane,
            ClientRequest request,
            Revision revision,
            boolean base64,
            Owner owner) {
        this.http = http;
        this.lane = lane;
        this.request = request;
        this.revision = revision;
        this.base64 = base64;
        this.owner = owner;
    }

    @Override
    TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    void open() {
        webSocket = http.connect(lane, request, this);
    }

    @Override
    public void onOpen() {
        lane.enter(() -> {
            if (!ended) {
                open = true;
                owner.onReady(this);
            }
        });
    }

    @Override
    public void onText(ByteSlice message) {
        lane.enter(() -> receive(false, message));
    }

    @Override
    public void onBinary(ByteSlice message) {
        lane.enter(() -> receive(true, message));
    }

    private void receive(boolean binary, ByteSlice message) {
        if (ended) {
            return;
        }
        EnginePacket packet;
        try {
            packet = revision.decodeFrame(binary, message);
        } catch (ProtocolException e) {
            fail(new TransportException("server error: " + e.getMessage(), 0, e));
            return;
        }
        owner.onPacket(this, packet);
    }

    @Override
    public void onWritable() {
        lane.enter(() -> {
            if (!ended) {
                owner.onWritable(this);
            }
        });
    }

    @Override
    public void onClosed(int code, String reason) {
        lane.enter(() -> {
            open = false;
            end(
                    DisconnectReason.TRANSPORT_CLOSE,
                    DisconnectDetails.of(
                            "websocket connection closed" + (reason.isEmpty() ? "" : ": " + reason), code));
        });
    }

    @Override
    public void onFailed(int status, Throwable cause) {
        lane.enter(() -> {
            open = false;
            fail(new TransportException(FAILED, status, cause));
        });
    }

    private void fail(TransportException error) {
        end(DisconnectReason.TRANSPORT_ERROR, DisconnectDetails.of(error));
    }

    private void end(DisconnectReason reason, DisconnectDetails details) {
        if (gone != null) {
            gone.run();
        }
        if (!ended) {
            ended = true;
            cut();
            owner.onEnd(this, reason, details);
        }
    }

    @Override
    void send(List<EncodedPacket> packets) {
        ClientWebSocket to = webSocket;
        if (to == null) {
            return;
        }
        for (EncodedPacket packet : packets) {
            for (EnginePacket part : packet.packets()) {
                to.send(revision.frame(part, base64), packet.compress());
            }
        }
        to.flush();
    }

    @Override
    boolean isWritable() {
        return open && webSocket != null && webSocket.isWritable();
    }

    @Override
    void pause(Runnable paused) {
        paused.run();
    }

    @Override
    void resume() {}

    @Override
    void reading(boolean wanted) {
        if (webSocket == null) {
            return;
        }
        if (wanted) {
            webSocket.resumeReading();
        } else {
            webSocket.pauseReading();
        }
    }

    @Override
    void close(Runnable done) {
        ended = true;
        if (!open || webSocket == null) {
            cut();
            done.run();
            return;
        }
        gone = done;
        webSocket.resumeReading(); // else its close frame would not be seen
        webSocket.close();
    }

    @Override
    void abort() {
        ended = true;
        cut();
    }

    private void cut() {
        open = false;
        if (webSocket != null) {
            webSocket.abort();
        }
    }
}
