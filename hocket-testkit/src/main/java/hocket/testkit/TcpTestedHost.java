package hocket.testkit;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A host that listens on a TCP port of 127.0.0.1, with clients that speak HTTP/1.1 and WebSocket to it. */
public final class TcpTestedHost implements TestedHost {
    private static final int RECEIVE_BYTES = 64 * 1024; // little, so that a server soon notices who does not read

    private final int port;
    private final Runnable end;
    private final Set<HostLimit> limits;
    private final List<Client> clients = new CopyOnWriteArrayList<>(); // the test's thread

    /**
     * The host that listens on that port.
     *
     * @param end ends the host; called once, when the clients have left
     */
    public TcpTestedHost(int port, Runnable end) {
        this(port, end, Set.of());
    }

    /** As {@link #TcpTestedHost(int, Runnable)}, if it cannot do all. */
    public TcpTestedHost(int port, Runnable end, Set<HostLimit> limits) {
        this.port = port;
        this.end = end;
        this.limits = limits;
    }

    @Override
    public Set<HostLimit> limits() {
        return limits;
    }

    /** The port. */
    public int port() {
        return port;
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A connection without a protocol. */
    public RawConnection connect() {
        RawConnection connection = RawConnection.open(address(), RECEIVE_BYTES);
        clients.add(new Client(connection));
        return connection;
    }

    @Override
    public Exchange begin(String method, String url, String... headers) {
        RawConnection connection = RawConnection.open(port);
        HttpHeaders fields = fields(headers).set("Connection", "close");
        boolean chunked = method.equals("POST") && fields.get("Content-Length") == null;
        if (chunked) {
            fields.add("Transfer-Encoding", "chunked");
        }
        TcpExchange exchange = new TcpExchange(connection, chunked);
        clients.add(exchange);
        connection.send(RawConnection.head(method, url, fields));
        return exchange;
    }

    @Override
    public WebSocket webSocket(String url, String... headers) {
        RawConnection connection = RawConnection.open(address(), RECEIVE_BYTES);
        TcpWebSocket webSocket = new TcpWebSocket(connection);
        clients.add(webSocket);
        connection.send(RawConnection.upgradeRequest(url, headers));
        return webSocket;
    }

    private static HttpHeaders fields(String... headers) {
        HttpHeaders fields = new HttpHeaders().add("Host", "localhost");
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return fields;
    }

    @Override
    public void pass() {
        clients.forEach(Client::progress);
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> client.connection.close());
        end.run();
    }

    /** What all clients have. Belongs to the test's thread. */
    private static class Client {
        final RawConnection connection;

        Client(RawConnection connection) {
            this.connection = connection;
        }

        /** Does what a client does by itself. */
        void progress() {}

        /** Sends to a server that may have closed the connection, which is no failure of the client's. */
        final void send(byte[] data) {
            try {
                connection.send(data);
            } catch (UncheckedIOException e) {
                // what the server has said before tells more
            }
        }
    }

    private static final class TcpExchange extends Client implements Exchange {
        private final boolean chunked;
        private @Nullable HttpResponse answer;

        TcpExchange(RawConnection connection, boolean chunked) {
            super(connection);
            this.chunked = chunked;
        }

        @Override
        public void send(ByteSlice part) {
            if (chunked && !part.isEmpty()) {
                send((Integer.toHexString(part.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                send(part.toByteArray());
                send(new byte[] {'\r', '\n'});
            } else {
                send(part.toByteArray());
            }
        }

        @Override
        public void end() {
            if (chunked) {
                send(new byte[] {'0', '\r', '\n', '\r', '\n'});
            }
        }

        @Override
        public void leave() {
            connection.close();
        }

        @Override
        public @Nullable HttpResponse answer() {
            if (answer == null) {
                answer = connection.pollResponse(true);
            }
            return answer;
        }

        @Override
        public boolean isCut() {
            return connection.hasEnded() && answer() == null;
        }
    }

    private static final class TcpWebSocket extends Client implements WebSocket {
        private final ArrayDeque<Frame> messages = new ArrayDeque<>();
        private ByteSink message = new ByteSink(0); // of which some has come
        private boolean binary; // whether it is
        private HttpHeaders responseHeaders = new HttpHeaders();
        private @Nullable HttpResponse rejection;
        private OptionalInt closeStatus = OptionalInt.empty();
        private boolean accepted;
        private boolean closed;

        TcpWebSocket(RawConnection connection) {
            super(connection);
        }

        @Override
        void progress() {
            if (!accepted && rejection == null) {
                HttpResponse answer = connection.pollResponse(true);
                if (answer == null) {
                    return;
                }
                accepted = answer.status() == 101;
                responseHeaders = accepted ? answer.headers() : responseHeaders;
                rejection = accepted ? null : answer;
            }
            boolean ended = connection.hasEnded();
            for (RawFrame frame = next(); frame != null; frame = next()) {
                take(frame);
            }
            if (ended) {
                connection.close();
            }
        }

        private @Nullable RawFrame next() {
            return accepted ? connection.pollFrame() : null;
        }

        private void take(RawFrame frame) {
            switch (frame.opcode()) {
                case RawFrame.TEXT, RawFrame.BINARY -> {
                    binary = frame.opcode() == RawFrame.BINARY;
                    join(frame);
                }
                case RawFrame.CONTINUATION -> join(frame);
                case RawFrame.PING -> send(new RawFrame(true, 0, RawFrame.PONG, frame.payload()).masked());
                case RawFrame.CLOSE -> {
                    closeStatus = OptionalInt.of(frame.closeStatus());
                    if (!closed) {
                        closed = true;
                        send(frame.masked());
                    }
                }
                default -> throw new AssertionError("a server does not send a " + frame);
            }
        }

        private void join(RawFrame frame) {
            message.write(frame.payload());
            if (frame.fin()) {
                messages.add(new Frame(binary, message.toSlice()));
                message = new ByteSink(0);
            }
        }

        @Override
        public boolean isOpen() {
            progress();
            return accepted && !closed && !connection.hasEnded();
        }

        @Override
        public HttpHeaders responseHeaders() {
            progress();
            return responseHeaders;
        }

        @Override
        public @Nullable HttpResponse rejection() {
            progress();
            return rejection;
        }

        @Override
        public void send(Frame message) {
            int opcode = message.isBinary() ? RawFrame.BINARY : RawFrame.TEXT;
            send(new RawFrame(true, 0, opcode, message.payload()).masked());
        }

        @Override
        public @Nullable Frame receive() {
            progress();
            return messages.poll();
        }

        @Override
        public void stopReading() {
            connection.stopReading();
        }

        @Override
        public void startReading() {
            connection.startReading();
        }

        @Override
        public void close() {
            closed = true;
            send(RawFrame.close(1000).masked());
        }

        @Override
        public void leave() {
            connection.close();
        }

        @Override
        public OptionalInt closeStatus() {
            progress();
            return closeStatus;
        }
    }
}
