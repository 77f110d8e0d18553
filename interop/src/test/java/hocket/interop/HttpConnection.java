package hocket.interop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One TCP connection that speaks HTTP/1.1 as the test says; requests and answers are separate steps. */
final class HttpConnection implements AutoCloseable {
    /** The type of a payload; servlet containers write it without the space. */
    static final String TEXT = "(?i)text/plain; ?charset=UTF-8";

    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static HttpConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        return new HttpConnection(socket);
    }

    /** The operating system takes about so many bytes from here that the server has not read, and then no more. */
    void limitSendBuffer(int bytes) throws IOException {
        socket.setSendBufferSize(bytes);
    }

    /** An answer; the names of its headers are in lower case. */
    static final class Response {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Response(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name);
        }

        @Override
        public String toString() {
            return status + " " + headers + " " + text();
        }
    }

    Response get(String target, String... headers) throws IOException {
        return request("GET", target, "", headers);
    }

    Response post(String target, String body, String... headers) throws IOException {
        return request("POST", target, body, headers);
    }

    Response request(String method, String target, String body, String... headers) throws IOException {
        send(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
        return receive(method.equals("HEAD"));
    }

    void sendGet(String target, String... headers) throws IOException {
        send("GET", target, new byte[0], headers);
    }

    /** Sends a request with its Content-Length; headers are whole lines. */
    void send(String method, String target, byte[] body, String... headers) throws IOException {
        String length = method.equals("GET") ? "" : "Content-Length: " + body.length + "\r\n";
        String host = "Host: localhost:" + socket.getPort() + "\r\n";
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n" + host + length);
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        sendRaw(all.toByteArray());
    }

    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void sendRaw(String text) throws IOException {
        sendRaw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Response receive() throws IOException {
        return receive(false);
    }

    /** Takes an interim answer, which is a head alone; answers its status. */
    int receiveInterim() throws IOException {
        return receive(true).status();
    }

    private Response receive(boolean headOnly) throws IOException {
        String status = readLine();
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (first, second) -> first + "\n" + second);
        }
        int code = Integer.parseInt(status.substring(9, 12));
        boolean hasBody = !headOnly && code != 101 && code != 204 && code != 304;
        return new Response(code, headers, hasBody ? readBody(headers) : new byte[0]);
    }

    private byte[] readBody(Map<String, String> headers) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
                body.write(readBytes(size));
                readLine();
            }
            readLine();
            return body.toByteArray();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : readBytes(Integer.parseInt(length));
    }

    private int readChunkSize() throws IOException {
        return Integer.parseInt(readLine(), 16);
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the server has closed the connection");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server has closed the connection after \"" + line + "\"");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether anything has come that was not taken. */
    boolean hasReceived() throws IOException {
        return in.available() > 0;
    }

    /** Whether the server closes the connection, with or without ceremony, before it sends a whole answer. */
    boolean isClosedByServer() throws IOException {
        try {
            receive();
            return false;
        } catch (EOFException | SocketException e) { // the end, or a reset
            return true;
        }
    }

    /** Ends the connection as a client does that has lost interest. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
