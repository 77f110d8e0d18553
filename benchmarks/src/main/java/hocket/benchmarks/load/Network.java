package hocket.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** What the connections of one run share: the selector, the buffers, and where the server is. */
final class Network implements AutoCloseable {
    /** Of one address to another there are some 28 000 ports by default on Linux. */
    private static final int CONNECTIONS_PER_ADDRESS = 20_000;

    final Selector selector;
    final InetSocketAddress server;
    final Scratch scratch = new Scratch();
    final Frames frames = new Frames();

    Network(InetSocketAddress server) throws IOException {
        this.server = server;
        this.selector = Selector.open();
    }

    Link dial(int client, LinkListener listener) throws IOException {
        return Link.dial(selector, source(client), server, scratch, listener);
    }

    /** The whole of 127.0.0.0/8 is this machine; further addresses of it have ports of their own. */
    private static @Nullable InetSocketAddress source(int client) throws UnknownHostException {
        int host = 1 + client / CONNECTIONS_PER_ADDRESS;
        byte[] address = {127, 0, 0, (byte) host};
        return host == 1 ? null : new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    void turn(long millis) throws IOException {
        selector.select(key -> ((Link) key.attachment()).onReady(), millis);
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
