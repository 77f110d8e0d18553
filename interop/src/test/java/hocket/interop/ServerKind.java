package hocket.interop;

import java.io.IOException;

/** The servers that our client is to work with; all behave as {@link ScenarioHandlers} says, as far as they can. */
enum ServerKind {
    HOCKET("", "Hocket"),
    SOCKET_IO_4("4.8.4", "socket.io 4.8.4"),
    SOCKET_IO_3("3.1.2", "socket.io 3.1.2");

    private final String version;
    private final String fullName;

    ServerKind(String version, String fullName) {
        this.version = version;
        this.fullName = fullName;
    }

    TestServer start(Settings settings) throws IOException {
        return this == HOCKET
                ? HocketServer.start(new ScenarioHandlers(settings)::listen)
                : ReferenceServer.start("socket.io", version, settings);
    }

    @Override
    public String toString() {
        return fullName;
    }
}
