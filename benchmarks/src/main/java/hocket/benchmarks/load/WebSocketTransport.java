package hocket.benchmarks.load;

import java.io.IOException;

/** Messages as WebSocket frames. */
final class WebSocketTransport implements Transport, LinkListener {
    private static final int EXTENDED_16 = 126;
    private static final int EXTENDED_64 = 127;

    private final Network network;
    private final Receiver receiver;
    private final Link link;
    private boolean isUpgraded;

    WebSocketTransport(Network network, int client, Receiver receiver) throws IOException {
        this.network = network;
        this.receiver = receiver;
        this.link = network.dial(client, this);
    }

    @Override
    public void onConnected() {
        byte[] request = Wire.ascii("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
                + "Host: localhost:" + network.server.getPort() + "\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        link.write(request, request.length);
    }

    @Override
    public int onBytes(byte[] bytes, int length) {
        int used = 0;
        if (!isUpgraded) {
            used = HttpHead.end(bytes, 0, length);
            if (used < 0) {
                return 0;
            }
            if (HttpHead.status(bytes) != 101) {
                fail("not upgraded: " + Wire.excerpt(bytes, 0, length));
                return length;
            }
            isUpgraded = true;
        }
        used = frames(bytes, used, length);
        receiver.onRead();
        flush();
        return used;
    }

    private int frames(byte[] bytes, int from, int length) {
        int at = from;
        while (length - at >= 2) {
            int size = bytes[at + 1] & 0x7f; // a server does not mask
            int header = size == EXTENDED_16 ? 4 : size == EXTENDED_64 ? 10 : 2;
            if (length - at < header) {
                return at;
            }
            long payload = header == 2 ? size : number(bytes, at + 2, at + header);
            if (length - at - header < payload) {
                return at;
            }
            int end = at + header + (int) payload;
            frame(bytes[at], bytes, at + header, end);
            at = end;
        }
        return at;
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }

    private void frame(byte first, byte[] bytes, int from, int to) {
        switch (first & 0xff) {
            case 0x80 | Frames.TEXT -> receiver.onText(bytes, from, to);
            case 0x80 | Frames.BINARY -> receiver.onBinary(bytes, from, to);
            case 0x80 | Frames.PING -> network.frames.add(Frames.PONG, bytes, from, to - from);
            default -> fail("unexpected frame, first byte " + (first & 0xff));
        }
    }

    private void fail(String why) {
        link.close();
        receiver.onEnd(why);
    }

    @Override
    public void text(byte[] message) {
        network.frames.add(Frames.TEXT, message, 0, message.length);
    }

    @Override
    public void binary(byte[] message) {
        network.frames.add(Frames.BINARY, message, 0, message.length);
    }

    @Override
    public void flush() {
        network.frames.writeTo(link);
    }

    @Override
    public void onEnd(String why) {
        receiver.onEnd(why);
    }

    @Override
    public void close() {
        link.close();
    }
}
