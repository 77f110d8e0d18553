package hocket.interop;

import hocket.interop.Connection.Transport;
import java.util.Arrays;
import java.util.stream.Stream;

/** A server that our client is to connect to, and the transport it is to use. */
record Link(ServerKind server, Transport transport) {
    static Stream<Link> all() {
        return Arrays.stream(ServerKind.values())
                .flatMap(server -> Arrays.stream(Transport.values()).map(transport -> new Link(server, transport)));
    }

    /** To the servers of today, for what the older one has not. */
    static Stream<Link> current() {
        return all().filter(link -> link.server != ServerKind.SOCKET_IO_3);
    }

    static Stream<Link> toHocket() {
        return all().filter(link -> link.server == ServerKind.HOCKET);
    }

    static Stream<Link> upgrade() {
        return all().filter(link -> link.transport == Transport.UPGRADE);
    }

    @Override
    public String toString() {
        return server + (transport == Transport.UPGRADE ? " upgraded" : " over " + transport.wire);
    }
}
