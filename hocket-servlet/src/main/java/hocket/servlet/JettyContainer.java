package hocket.servlet;

import hocket.engine.spi.WebSocketSettings;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;

/** Jetty. It cannot be told to read no further. Stateless. */
final class JettyContainer extends Container {
    @Override
    void prepare(Session session, WebSocketSettings settings) {
        super.prepare(session, settings);
        session.setMaxBinaryMessageBufferSize(settings.maxMessageBytes());
        session.setMaxTextMessageBufferSize(settings.maxMessageBytes());
    }

    @Override
    CloseReason.CloseCode noStatus() {
        return CloseCodes.NO_STATUS_CODE;
    }

    @Override
    void abort(Session session) {
        call(session, "abort");
    }
}
