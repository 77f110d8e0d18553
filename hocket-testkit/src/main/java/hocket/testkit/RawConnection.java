package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a TCP connection: sends any bytes, sound or not, and reads HTTP responses and WebSocket frames. What
 * the server sends is taken in by a thread of its own, so that {@code poll} methods never block; {@code read} methods wait
 * 10 s at most and then fail the test. Safe for use by several threads.
 */
public final class RawConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int NO_LENGTH = -1;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?");

    private final Socket socket;
    private byte[] bytes = new byte[1024]; // guarded by this
    private int start; // guarded by this
    private int end; // guarded by this
    private long received; // guarded by this
    private long limit = Long.MAX_VALUE; // guarded by this: of what is received
    private boolean ended; // guarded by this: the server has closed
    private @Nullable IOException broken; // guarded by this: and not in order

    private RawConnection(Socket socket) {
        this.socket = socket;
        Thread reader = new Thread(this::takeIn, "raw connection from port " + socket.getLocalPort());
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects to that port of 127.0.0.1. */
    public static RawConnection open(int port) {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /**
     * Connects to that address.
     *
     * @param receiveBytes the size of the operating system's receive buffer; 0 for its default
     */
    public static RawConnection open(InetSocketAddress address, int receiveBytes) {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) PATIENCE.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return over(socket);
    }

    /** Uses a socket that is connected, such as one of TLS. */
    public static RawConnection over(Socket socket) {
        return new RawConnection(socket);
    }

    /** The socket. */
    public Socket socket() {
        return socket;
    }

    /** Sends the text, one byte a character. Blocks while the server does not read. */
    public RawConnection send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes. Blocks while the server does not read. */
    public RawConnection send(byte[] data) {
        try {
            socket.getOutputStream().write(data);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends the frame, masked. */
    public RawConnection send(RawFrame frame) {
        return send(frame.masked());
    }

    /**
     * Asks for a WebSocket and takes the answer. Header names and values alternate; one of the handshake replaces the
     * usual value.
     */
    public HttpResponse upgrade(String url, String... headers) {
        return send(upgradeRequest(url, headers)).readResponse();
    }

    /** The request for a WebSocket, with the key of RFC 6455 §1.3. */
    public static String upgradeRequest(String url, String... headers) {
        HttpHeaders fields = new HttpHeaders()
                .add("Host", "localhost")
                .add("Connection", "Upgrade")
                .add("Upgrade", "websocket")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        for (int i = 0; i < headers.length; i += 2) {
            fields.set(headers[i], headers[i + 1]);
        }
        return head("GET", url, fields);
    }

    /** The head of a request, as text. */
    static String head(String method, String url, HttpHeaders fields) {
        StringBuilder head = new StringBuilder(method).append(' ').append(url).append(" HTTP/1.1\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** Waits for a response and its body. */
    public HttpResponse readResponse() {
        return await(() -> pollResponse(true), "an HTTP response");
    }

    /** Waits for the response to a HEAD, which has no body whatever its headers say. */
    public HttpResponse readResponseToHead() {
        return await(() -> pollResponse(false), "the response to a HEAD");
    }

    /** Waits for a frame. */
    public RawFrame readFrame() {
        return await(this::pollFrame, "a frame");
    }

    /** Waits until the server has closed the connection; fails if it still sends something. */
    public void readEnd() {
        await(() -> (ended || start < end) ? Boolean.TRUE : null, "the end");
        if (!waiting().isEmpty()) {
            throw new AssertionError("more came before the end: " + waiting());
        }
    }

    /** Waits until the server has closed the connection, and throws away what it still sends. */
    public void skipToEnd() {
        await(() -> hasEnded() ? Boolean.TRUE : null, "the end");
        skip();
    }

    /** The next response if the whole of it has come; null if not. */
    public synchronized @Nullable HttpResponse pollResponse(boolean withBody) {
        int inspected = Math.min(end - start, MAX_HEAD_BYTES);
        String text = new String(bytes, start, inspected, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return null;
        }
        String[] lines = text.substring(0, headEnd).split("\r\n", -1);
        if (!STATUS_LINE.matcher(lines[0]).matches()) {
            throw new AssertionError("not the beginning of a response (RFC 9112 §4): " + lines[0]);
        }
        HttpHeaders headers = new HttpHeaders();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
        }
        int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
        int bodyStart = start + headEnd + 4;
        int length = withBody ? bodyLength(status, headers) : 0;
        if (length == NO_LENGTH ? !ended : end - bodyStart < length) {
            return null;
        }
        int bodyEnd = length == NO_LENGTH ? end : bodyStart + length;
        byte[] body = Arrays.copyOfRange(bytes, bodyStart, bodyEnd);
        start = bodyEnd;
        return new HttpResponse(status, headers, ByteSlice.of(body));
    }

    private static int bodyLength(int status, HttpHeaders headers) {
        if (status < 200 || status == 204 || status == 304) {
            return 0;
        }
        String length = headers.get("Content-Length");
        return length == null ? NO_LENGTH : Integer.parseInt(length);
    }

    /** The next frame if the whole of it has come; null if not. */
    public synchronized @Nullable RawFrame pollFrame() {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        if (in.remaining() < 2) {
            return null;
        }
        int first = in.get();
        int length = in.get();
        if (length < 0) {
            throw new AssertionError("the server has masked a frame (RFC 6455 §5.1)");
        }
        int lengthBytes = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
        if (in.remaining() < lengthBytes) {
            return null;
        }
        long whole = length == 126 ? in.getShort() & 0xffff : length == 127 ? in.getLong() : length;
        if (in.remaining() < whole) {
            return null;
        }
        byte[] payload = new byte[(int) whole];
        in.get(payload);
        start = in.position();
        return new RawFrame(first < 0, (first >> 4) & 7, first & 15, ByteSlice.of(payload));
    }

    /** What has come and was not taken, as text, one character a byte. */
    public synchronized String waiting() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Throws away what has come. */
    public synchronized void skip() {
        start = end;
    }

    /** How many bytes have come in all. */
    public synchronized long received() {
        return received;
    }

    /** Whether the server has closed the connection. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /** How the connection broke; null if it did not, or was closed in order. */
    public synchronized @Nullable IOException broken() {
        return broken;
    }

    /** Takes nothing more from the operating system, once what is on its way at this moment has come. */
    public void stopReading() {
        readMore(0);
    }

    /** Takes in about so many bytes more, and then nothing until it is told to. */
    public synchronized void readMore(int bytesMore) {
        limit = received + bytesMore;
        notifyAll();
    }

    /** Takes in again all that the server sends. */
    public synchronized void startReading() {
        limit = Long.MAX_VALUE;
        notifyAll();
    }

    /** Ends this side; the server may still answer. */
    public void endSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection (RST). */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    /** Closes the connection. */
    @Override
    public void close() {
        startReading();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized <T> T await(Supplier<@Nullable T> poll, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (T found = poll.get(); ; found = poll.get()) {
            if (found != null) {
                return found;
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (ended || millis <= 0) {
                String why = ended ? "the server has closed the connection" : "10 s have passed";
                throw new AssertionError(
                        why + " without " + what + "; " + (end - start) + " bytes have come: "
                                + waiting().substring(0, Math.min(200, end - start)),
                        broken);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void takeIn() {
        byte[] chunk = new byte[64 * 1024];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                append(chunk, n);
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void append(byte[] chunk, int length) throws InterruptedException {
        if (bytes.length - end < length) {
            byte[] larger = new byte[Math.max(end - start + length, 2 * (end - start))];
            System.arraycopy(bytes, start, larger, 0, end - start);
            bytes = larger;
            end -= start;
            start = 0;
        }
        System.arraycopy(chunk, 0, bytes, end, length);
        end += length;
        received += length;
        notifyAll();
        while (received >= limit) {
            wait();
        }
    }

    private synchronized void end(@Nullable IOException how) {
        ended = true;
        broken = how;
        notifyAll();
    }
}
