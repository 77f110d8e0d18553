package hocket.interop;

import java.util.Arrays;
import java.util.stream.Stream;

/** A client and the transport it is to use. */
record Connection(Client client, Transport transport) {
    enum Client {
        SOCKET_IO_4("socket-io", "sio4", "socket.io-client 4.8.4"),
        SOCKET_IO_3("socket-io", "sio3", "socket.io-client 3.1.3"),
        SOCKET_IO_2("socket-io", "sio2", "socket.io-client 2.5.0"),
        ENGINE_IO_6("engine-io", "eio6", "engine.io-client 6.6.8"),
        ENGINE_IO_3("engine-io", "eio3", "engine.io-client 3.5.6"),
        PYTHON("socket_io", "socketio", "python-socketio");

        final String module;
        final String alias;
        private final String fullName;

        Client(String module, String alias, String fullName) {
            this.module = module;
            this.alias = alias;
            this.fullName = fullName;
        }

        /** Whether it speaks Engine.IO 3, and over it the Socket.IO protocol of version 2. */
        boolean isLegacy() {
            return this == SOCKET_IO_2 || this == ENGINE_IO_3;
        }
    }

    enum Transport {
        POLLING("polling", "polling", "polling"),
        WEBSOCKET("websocket", "websocket", "websocket"),
        UPGRADE("upgrade", "polling", "websocket");

        final String wire;
        final String first;
        final String last;

        Transport(String wire, String first, String last) {
            this.wire = wire;
            this.first = first;
            this.last = last;
        }
    }

    static Stream<Connection> ofSocketIo() {
        return of("socket-io");
    }

    /** Those of the current client, for what others have not. */
    static Stream<Connection> ofCurrentSocketIo() {
        return ofSocketIo().filter(connection -> connection.client == Client.SOCKET_IO_4);
    }

    /** Those of the clients that speak the current protocol. */
    static Stream<Connection> ofSocketIo5() {
        return ofSocketIo().filter(connection -> !connection.client.isLegacy());
    }

    static Stream<Connection> ofEngineIo() {
        return of("engine-io");
    }

    private static Stream<Connection> of(String module) {
        return Arrays.stream(Client.values())
                .filter(client -> client.module.equals(module))
                .flatMap(client ->
                        Arrays.stream(Transport.values()).map(transport -> new Connection(client, transport)));
    }

    @Override
    public String toString() {
        return client.fullName + (transport == Transport.UPGRADE ? " upgraded" : " over " + transport.wire);
    }
}
