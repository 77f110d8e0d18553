package hocket.netty;

import hocket.engine.spi.HostHandler;
import hocket.testkit.NetworkHostContract;
import hocket.testkit.TcpTestedHost;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The contract of hosts, for each way in which Netty talks to the operating system. */
abstract class NettyHostContract extends NetworkHostContract {
    private final IoTransport transport;

    NettyHostContract(IoTransport transport) {
        this.transport = transport;
    }

    @Override
    protected final TcpTestedHost start(HostHandler handler) {
        try {
            NettyServer server =
                    NettyServer.builder(handler).transport(transport).threads(2).start();
            return new TcpTestedHost(server.port(), server::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
