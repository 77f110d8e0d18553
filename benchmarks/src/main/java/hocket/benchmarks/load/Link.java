package hocket.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One TCP connection: writes what it can and keeps the rest, reads into a buffer that all links share. */
final class Link {
    private static final byte[] NOTHING = new byte[0];

    private final LinkListener listener;
    private final Scratch scratch;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] unread = NOTHING;
    private @Nullable ByteBuffer unwritten;

    /**
     * Begins to connect.
     *
     * @param source the address to come from; null for any
     */
    static Link dial(
            Selector selector,
            @Nullable InetSocketAddress source,
            InetSocketAddress target,
            Scratch scratch,
            LinkListener listener)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (source != null) {
            channel.bind(source);
        }
        channel.connect(target);
        Link link = new Link(listener, scratch, channel, channel.register(selector, SelectionKey.OP_CONNECT));
        link.key.attach(link);
        return link;
    }

    private Link(LinkListener listener, Scratch scratch, SocketChannel channel, SelectionKey key) {
        this.listener = listener;
        this.scratch = scratch;
        this.channel = channel;
        this.key = key;
    }

    void onReady() {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                listener.onConnected();
            }
            if (key.isValid() && key.isWritable()) {
                writeRest();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void read() throws IOException {
        int have = unread.length;
        int count = channel.read(scratch.after(unread));
        if (count < 0) {
            end("closed by the server");
            return;
        }
        byte[] bytes = scratch.bytes();
        int used = listener.onBytes(bytes, have + count);
        unread = used == have + count ? NOTHING : Arrays.copyOfRange(bytes, used, have + count);
    }

    /** Writes the bytes now, or as soon as the socket takes them. */
    void write(byte[] bytes, int length) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            if (unwritten == null) {
                channel.write(buffer);
            }
            if (buffer.hasRemaining()) {
                keep(buffer);
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void keep(ByteBuffer buffer) {
        ByteBuffer before = unwritten == null ? ByteBuffer.allocate(0) : unwritten;
        unwritten = ByteBuffer.allocate(before.remaining() + buffer.remaining())
                .put(before)
                .put(buffer)
                .flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void writeRest() throws IOException {
        ByteBuffer rest = unwritten;
        if (rest != null) {
            channel.write(rest);
            if (rest.hasRemaining()) {
                return;
            }
            unwritten = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void end(String why) {
        close();
        listener.onEnd(why);
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }
}
