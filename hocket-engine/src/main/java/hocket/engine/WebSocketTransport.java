package hocket.engine;

import hocket.core.ByteSlice;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WriteTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A WebSocket, one packet a message (Engine.IO protocol, "WebSocket"). Belongs to the session's lane. */
final class WebSocketTransport implements Transport, WebSocketListener {
    static final String NAME = "websocket";

    private final Revision revision;
    private final boolean base64;
    private @Nullable Opening opening; // session lane: null once it is open or never will be
    private @Nullable WebSocketChannel channel; // session lane: null before it is open
    private @Nullable Session session; // session lane: null before it is open and once detached

    /** A transport that is handed over, to be attached or detached, when the WebSocket is open. */
    WebSocketTransport(Revision revision, boolean base64, Opening opening) {
        this.revision = revision;
        this.base64 = base64;
        this.opening = opening;
    }

    /** From now on that one is told: an upgrade hands the transport to the session. */
    void attach(Session next) {
        session = next;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void onOpen(WebSocketChannel newChannel) {
        channel = newChannel;
        Opening told = opening;
        opening = null; // a session lives long, and needs nothing of its handshake
        if (told != null) {
            told.onOpen(this);
        }
    }

    @Override
    public void onMessage(boolean binary, ByteSlice payload) {
        Session told = session;
        if (told == null) {
            return;
        }
        EnginePacket packet;
        try {
            packet = revision.decodeFrame(binary, payload);
        } catch (ProtocolException e) {
            told.onTransportClosed(CloseReason.PARSE_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        if (packet.type() == EnginePacketType.CLOSE) {
            told.onTransportClosed(CloseReason.TRANSPORT_CLOSE, "");
        } else {
            told.onPacket(packet);
        }
    }

    @Override
    public void onWritable() {
        if (session != null) {
            session.onWritable();
        }
    }

    @Override
    public void onClosed(@Nullable Throwable error) {
        channel = null;
        Opening waiting = opening;
        if (waiting != null) {
            opening = null;
            waiting.onNeverOpened();
        }
        Session told = session;
        if (told != null) {
            session = null;
            if (error instanceof WriteTimeoutException) {
                told.onWriteTimeout();
            }
            CloseReason reason = error == null ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR;
            told.onTransportClosed(reason, error == null ? "" : String.valueOf(error.getMessage()));
        }
    }

    @Override
    public boolean isWritable() {
        return channel != null && channel.isWritable();
    }

    @Override
    public void send(List<EncodedPacket> packets) {
        WebSocketChannel open = channel;
        if (open == null) {
            return;
        }
        for (int i = 0; i < packets.size(); i++) {
            EncodedPacket group = packets.get(i);
            List<EnginePacket> messages = group.packets();
            for (int k = 0; k < messages.size(); k++) {
                open.send(revision.frame(messages.get(k), base64), group.compress());
            }
        }
        open.flush();
    }

    @Override
    public long pendingBytes() {
        WebSocketChannel open = channel; // read once: it may be gone meanwhile
        return open == null ? 0 : open.pendingBytes();
    }

    @Override
    public void close(boolean discard) {
        Session told = session;
        detach();
        if (told != null) {
            told.onTransportClosed(CloseReason.FORCED_CLOSE, "");
        }
    }

    @Override
    public void detach() {
        session = null;
        if (channel != null) {
            channel.close(WebSocketChannel.NO_STATUS);
        }
    }

    @Override
    public void pauseReading() {
        if (channel != null) {
            channel.pauseReading();
        }
    }

    @Override
    public void resumeReading() {
        if (channel != null) {
            channel.resumeReading();
        }
    }

    /** Who waits for the WebSocket; is told one of the two, once, on the session's lane. */
    @FunctionalInterface
    interface Opening {
        /** It is open: the transport is to be attached or detached. */
        void onOpen(WebSocketTransport opened);

        /** It never opens. */
        default void onNeverOpened() {}
    }
}
