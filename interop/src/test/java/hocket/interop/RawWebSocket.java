package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebSocket that sends exactly the frames the test says (RFC 6455), and shows those that come. */
final class RawWebSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** What {@link #awaitClose} answers for a close frame without a status (RFC 6455 §7.1.5). */
    static final int NO_STATUS = 1005;

    /** What it answers if the connection ended without a close frame. */
    static final int NO_CLOSE_FRAME = 1006;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final HttpConnection connection;

    private RawWebSocket(HttpConnection connection) {
        this.connection = connection;
    }

    /** A frame that came. */
    static final class Frame {
        private final int opcode;
        private final byte[] payload;

        Frame(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        byte[] payload() {
            return payload;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return opcode + " " + text();
        }
    }

    /** Opens a WebSocket; the test fails if the server does not agree. */
    static RawWebSocket open(int port, String target, String... headers) throws IOException {
        HttpConnection connection = HttpConnection.to(port);
        Response response = connection.get(target, upgrade(headers));
        assertThat(response.status()).as(response.toString()).isEqualTo(101);
        assertThat(response.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return new RawWebSocket(connection);
    }

    /** Asks for a WebSocket that is to be refused, and answers the refusal. */
    static Response refusal(int port, String target, String... headers) throws IOException {
        try (HttpConnection connection = HttpConnection.to(port)) {
            return connection.get(target, upgrade(headers));
        }
    }

    /** The header lines of an opening handshake, with the key of the example in RFC 6455 §1.3. */
    static String[] upgrade(String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        lines.addAll(Arrays.asList(more));
        return lines.toArray(String[]::new);
    }

    /** As {@link HttpConnection#limitSendBuffer}. */
    void limitSendBuffer(int bytes) throws IOException {
        connection.limitSendBuffer(bytes);
    }

    void send(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte... bytes) throws IOException {
        send(true, BINARY, bytes);
    }

    void send(boolean last, int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(last, opcode, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        connection.sendRaw(frame.toByteArray());
    }

    /** Sends the head of a frame that claims that length, and nothing of it. */
    void sendHeader(int opcode, long length) throws IOException {
        connection.sendRaw(header(true, opcode, length));
    }

    /** Sends some of a frame of which the head was sent. */
    void sendRaw(byte[] bytes) throws IOException {
        connection.sendRaw(bytes);
    }

    private static byte[] header(boolean last, int opcode, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) ((last ? 0x80 : 0) | opcode));
        if (length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            header.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(length);
        }
        header.put(MASK);
        return Arrays.copyOf(header.array(), header.position());
    }

    /** The next message or control frame, which is not compressed. */
    Frame receive() throws IOException {
        byte[] head = connection.readBytes(2);
        Frame first = receive(head);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(first.payload());
        while (head[0] >= 0) { // not the last frame
            head = connection.readBytes(2);
            message.writeBytes(receive(head).payload());
        }
        return new Frame(first.opcode(), message.toByteArray());
    }

    private Frame receive(byte[] head) throws IOException {
        assertThat(head[0] & 0x70).as("the bits of extensions").isZero();
        long length = head[1] & 0x7f;
        if (length == 126) {
            length = ByteBuffer.wrap(connection.readBytes(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = ByteBuffer.wrap(connection.readBytes(8)).getLong();
        }
        return new Frame(head[0] & 0xf, connection.readBytes(Math.toIntExact(length)));
    }

    /** The next message, which must be a text. */
    String receiveText() throws IOException {
        Frame frame = receive();
        assertThat(frame.opcode()).as(frame.toString()).isEqualTo(TEXT);
        return frame.text();
    }

    /** Takes what comes until the server closes; answers the status of its close frame. */
    int awaitClose() throws IOException {
        try {
            Frame frame = receive();
            while (frame.opcode() != CLOSE) {
                frame = receive();
            }
            return frame.payload().length == 0
                    ? NO_STATUS
                    : ByteBuffer.wrap(frame.payload()).getShort();
        } catch (EOFException | SocketException e) {
            return NO_CLOSE_FRAME;
        }
    }

    /** Cuts the connection without a close frame. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
