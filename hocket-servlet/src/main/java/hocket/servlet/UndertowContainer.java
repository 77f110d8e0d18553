package hocket.servlet;

import hocket.engine.spi.WebSocketSettings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Undertow. It holds whole frames in any case, and limits the size of text only if it holds whole messages. It reads a body
 * on one thread and writes an answer on another, with nothing that keeps them apart: each may undo what the other did, and
 * then the connection reads no further request. Stateless.
 */
final class UndertowContainer extends Container {
    private static final System.Logger LOG = System.getLogger("hocket.servlet");

    @Override
    boolean isDuplex() {
        return false;
    }

    @Override
    boolean cut(AsyncContext request) {
        ServletRequest own = request.getRequest();
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        try {
            ((Closeable) call(call(own, "getExchange"), "getConnection")).close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection did not close well", e);
        }
        request.complete();
        return true;
    }

    @Override
    void prepare(Session session, WebSocketSettings settings) {
        super.prepare(session, settings);
        session.setMaxBinaryMessageBufferSize(settings.maxMessageBytes());
        session.setMaxTextMessageBufferSize(settings.maxMessageBytes());
    }

    @Override
    boolean givesPieces() {
        return false;
    }

    @Override
    boolean suspend(Session session) {
        call(call(session, "getWebSocketChannel"), "suspendReceives");
        return true;
    }

    @Override
    void resume(Session session) {
        call(call(session, "getWebSocketChannel"), "resumeReceives");
    }

    @Override
    void abort(Session session) {
        call(session, "forceClose");
    }
}
