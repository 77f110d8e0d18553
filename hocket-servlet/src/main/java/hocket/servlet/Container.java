package hocket.servlet;

import hocket.engine.spi.WebSocketSettings;
import jakarta.servlet.AsyncContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * What the specifications leave out and containers have in ways of their own, called by name: all but Tomcat hide their
 * classes from a web application. This one is for a container that is not known. Stateless.
 */
class Container {
    Container() {}

    /** That whose session or context it is. */
    static Container of(Object its) {
        String name = its.getClass().getName();
        if (name.startsWith("org.apache.tomcat.")) {
            return new TomcatContainer();
        }
        if (name.startsWith("io.undertow.")) {
            return new UndertowContainer();
        }
        return name.startsWith("org.eclipse.jetty.") ? new JettyContainer() : new Container();
    }

    /**
     * Whether a request may be answered while its body is being read, and though the end of a body of unknown length has
     * not been read.
     */
    boolean isDuplex() {
        return true;
    }

    /**
     * Cuts the connection of a request, which ends it.
     *
     * @return whether it can
     */
    boolean cut(AsyncContext request) {
        return false;
    }

    /** Prepares a session that is just being opened. */
    void prepare(Session session, WebSocketSettings settings) {
        session.setMaxIdleTimeout(0); // the engine has heartbeats of its own
    }

    /** Whether messages are taken in pieces: a container that does not hold whole ones needs less memory. */
    boolean givesPieces() {
        return true;
    }

    /**
     * Has the session read nothing more, as soon as may be.
     *
     * @return whether it can
     */
    boolean suspend(Session session) {
        return false;
    }

    /** What a close frame bears if it is to bear no status. */
    CloseReason.CloseCode noStatus() {
        return CloseCodes.NORMAL_CLOSURE; // not all know how to send none
    }

    /** Has a suspended session read again. */
    void resume(Session session) {}

    /** Ends the connection, if possible without a good-bye. May block for a moment. */
    void abort(Session session) throws IOException {
        session.close();
    }

    /** Calls a public method that the container's object has by that name. */
    static Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this version of the container is not known: " + target.getClass(), e);
        }
    }
}
