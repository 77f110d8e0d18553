package hocket.servlet;

import hocket.engine.spi.WebSocketSettings;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.Constants;
import org.apache.tomcat.websocket.WsSession;

/** Tomcat. Stateless. */
final class TomcatContainer extends Container {
    @Override
    void prepare(Session session, WebSocketSettings settings) {
        super.prepare(session, settings);
        session.getUserProperties()
                .put(
                        Constants.SESSION_CLOSE_TIMEOUT_PROPERTY,
                        settings.closeTimeout().toMillis());
    }

    @Override
    boolean suspend(Session session) {
        ((WsSession) session).suspend();
        return true;
    }

    @Override
    void resume(Session session) {
        ((WsSession) session).resume();
    }

    /** Tomcat tries to send a close frame first, for 50 ms. */
    @Override
    void abort(Session session) {
        CloseReason reason = new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "");
        ((WsSession) session).doClose(reason, reason, true);
    }
}
