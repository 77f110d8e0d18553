package hocket.interop;

import hocket.engine.spi.HostHandler;
import hocket.netty.NettyServer;
import hocket.servlet.HocketServlet;
import hocket.servlet.TestedContainer;
import java.io.IOException;
import java.util.Locale;

/** What our server may live in. */
enum HostKind {
    NETTY,
    TOMCAT,
    JETTY,
    UNDERTOW;

    /** That of the tests for which it does not matter: Netty, or what {@code interop.host} says. */
    static HostKind usual() {
        return valueOf(System.getProperty("interop.host", "netty").toUpperCase(Locale.ROOT));
    }

    /** Whether a connection goes on after the answer 400. Tomcat closes it, as after 413, 500 and 503. */
    boolean goesOnAfterBadRequest() {
        return this != TOMCAT;
    }

    /** Whether a message that is too long is refused by its header. */
    boolean readsHeadersOfFrames() {
        return this == NETTY;
    }

    /** Whether a client that leaves while its poll waits is noticed before it misses a ping. */
    boolean noticesClientsThatLeave() {
        return this == NETTY;
    }

    /** Serves that handler on that port, 0 for a free one. */
    HocketServer.Listening listen(HostHandler handler, int port) throws IOException {
        if (this == NETTY) {
            NettyServer server =
                    NettyServer.builder(handler).host("127.0.0.1").port(port).start();
            return new HocketServer.Listening(server.port(), server::close);
        }
        try {
            TestedContainer.Running running = TestedContainer.valueOf(name()).start(new HocketServlet(handler), port);
            return new HocketServer.Listening(running.port(), running::close);
        } catch (Exception e) {
            throw new IOException("cannot start " + this, e);
        }
    }
}
