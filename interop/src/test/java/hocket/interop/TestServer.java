package hocket.interop;

import java.io.IOException;

/** The server that a test talks to, on a free port of the loopback interface. */
interface TestServer extends AutoCloseable {
    /** The same before and after a restart. */
    int port();

    /** Closes the server and has a new one listen on the port; what is known of earlier clients stays known. */
    void restart() throws IOException;

    @Override
    void close();

    /** A Socket.IO server that behaves as {@link ScenarioHandlers} says. */
    static TestServer socketIo(Settings settings) throws IOException {
        return isReference()
                ? ReferenceServer.start("socket.io", settings)
                : HocketServer.start(new ScenarioHandlers(settings)::listen);
    }

    /** A bare Engine.IO server that behaves as {@link EchoHandlers} says. */
    static TestServer engine(Settings settings) throws IOException {
        return isReference()
                ? ReferenceServer.start("engine.io", settings)
                : HocketServer.start(new EchoHandlers(settings)::listen);
    }

    private static boolean isReference() {
        return System.getProperty("interop.server", "hocket").equals("reference");
    }
}
