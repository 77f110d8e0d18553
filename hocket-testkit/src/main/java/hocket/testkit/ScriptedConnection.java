package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.engine.spi.HttpHeaders;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** The server's end of a TCP connection: reads what a client must send, and answers with any bytes. One thread. */
final class ScriptedConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;
    private static final String WEB_SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3

    private final Socket socket;
    private final DataInputStream in;
    private final AtomicLong written = new AtomicLong(); // any thread
    private int lastMask;

    ScriptedConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A request as it came. */
    record Request(String method, String target, HttpHeaders headers, ByteSlice body) {}

    /** Waits for a request and its body. */
    Request readRequest() throws IOException {
        String[] line = readLine().split(" ", 3);
        HttpHeaders headers = new HttpHeaders();
        for (String field = readLine(); !field.isEmpty(); field = readLine()) {
            int colon = field.indexOf(':');
            headers.add(field.substring(0, colon), field.substring(colon + 1).trim());
        }
        return new Request(line[0], line[1], headers, readBody(headers));
    }

    private ByteSlice readBody(HttpHeaders headers) throws IOException {
        String length = headers.get("Content-Length");
        byte[] body = new byte[length == null ? 0 : Integer.parseInt(length)];
        in.readFully(body);
        return ByteSlice.of(body);
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Answers with a body of that text. */
    ScriptedConnection answer(int status, String body) throws IOException {
        ByteSlice bytes = ByteSlice.utf8(body);
        return writeHead(status, "Content-Length: " + bytes.length()).write(bytes.toByteArray());
    }

    /** The head of an answer, with these fields. */
    ScriptedConnection writeHead(int status, String... fields) throws IOException {
        return write("HTTP/1.1 " + status + " Scripted\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    }

    /** A part of a body without a length. */
    ScriptedConnection writeChunk(byte[] data) throws IOException {
        return write(Integer.toHexString(data.length) + "\r\n").write(data).write("\r\n");
    }

    ScriptedConnection write(String latin1) throws IOException {
        return write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    ScriptedConnection write(byte[] data) throws IOException {
        socket.getOutputStream().write(data);
        written.addAndGet(data.length);
        return this;
    }

    /** How many bytes the operating system has taken. Any thread. */
    long written() {
        return written.get();
    }

    /** Waits for a handshake and accepts it, with these fields besides. */
    Request acceptWebSocket(String... fields) throws IOException {
        Request handshake = readRequest();
        write(acceptance(handshake, fields));
        return handshake;
    }

    /** The answer that accepts a handshake. */
    static String acceptance(Request handshake, String... fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("Sec-WebSocket-Accept: ").append(acceptValue(handshake)) + "\r\n\r\n";
    }

    private static String acceptValue(Request handshake) {
        String text = handshake.headers().get("Sec-WebSocket-Key") + WEB_SOCKET_GUID;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    ScriptedConnection send(RawFrame frame) throws IOException {
        return write(frame.unmasked());
    }

    /** Waits for a frame; fails if it is not masked. */
    RawFrame readFrame() throws IOException {
        int first = in.readByte();
        int second = in.readByte();
        if (second >= 0) {
            throw new AssertionError("the client has not masked a frame (RFC 6455 §5.1)");
        }
        int length = second & 0x7f;
        long whole = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        lastMask = in.readInt();
        byte[] payload = new byte[(int) whole];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (lastMask >>> (24 - 8 * (i % Integer.BYTES)));
        }
        return new RawFrame(first < 0, (first >> 4) & 7, first & 15, ByteSlice.of(payload));
    }

    /** The mask of the frame that was read last. */
    int lastMask() {
        return lastMask;
    }

    /** Waits for a message, or another frame that stands alone, and puts it together. */
    RawFrame readMessage() throws IOException {
        RawFrame frame = readFrame();
        if (frame.fin()) {
            return frame;
        }
        int opcode = frame.opcode();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (; !frame.fin(); frame = readFrame()) {
            whole.write(frame.payload().toByteArray());
        }
        whole.write(frame.payload().toByteArray());
        return new RawFrame(true, 0, opcode, ByteSlice.of(whole.toByteArray()));
    }

    /** Waits until the client has ended or cut the connection; fails if it does not. What it still sends is thrown away. */
    void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        try {
            while (in.read() >= 0) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the client still sends");
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client has not ended the connection", e);
        } catch (IOException e) {
            // cut
        }
    }

    /** Breaks the connection (RST). */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
