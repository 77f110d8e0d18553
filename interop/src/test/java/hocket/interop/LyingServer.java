package hocket.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers as a test wants it, be it wrong. A thread for each connection. */
final class LyingServer implements AutoCloseable {
    static final String HANDSHAKE =
            "0{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000}";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

    /** What it does with a request. */
    interface Answer {
        void to(Request request) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Answer answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet(); // any thread

    private LyingServer(Answer answer) throws IOException {
        this.listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.answer = answer;
    }

    static LyingServer start(Answer answer) throws IOException {
        LyingServer server = new LyingServer(answer);
        start(server::accept);
        return server;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "lying server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String head = readHead(socket); !head.isEmpty(); head = readHead(socket)) {
                answer.to(new Request(head, socket));
            }
        } catch (IOException | InterruptedException e) {
            // the client has had enough
        } finally {
            open.remove(socket);
        }
    }

    private static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One request, and the connection it came on. */
    static final class Request {
        private final String head;
        private final Socket socket;
        private final OutputStream out;

        private Request(String head, Socket socket) throws IOException {
            this.head = head;
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        boolean isPost() {
            return head.startsWith("POST");
        }

        boolean hasSid() {
            return head.contains("sid=");
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** A whole answer; of a POST the body is read first. */
        void ok(String body) throws IOException {
            if (isPost()) {
                String length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
                socket.getInputStream().readNBytes(Integer.parseInt(length));
            }
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
        }

        /** Nothing comes for so long that the client goes. */
        void silence() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // whatever it says
            }
            throw new IOException("gone");
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Agrees to a WebSocket. */
        void openWebSocket() throws IOException {
            String key = head.replaceAll("(?is).*sec-websocket-key: ([^\r]+).*", "$1");
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
                write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A text frame. */
        void frame(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(frameHead(0x81, bytes.length));
            write(bytes);
            out.flush();
        }

        static byte[] frameHead(int first, long length) {
            ByteBuffer head = ByteBuffer.allocate(10);
            head.put((byte) first);
            if (length < 126) {
                head.put((byte) length);
            } else if (length < 65_536) {
                head.put((byte) 126).putShort((short) length);
            } else {
                head.put((byte) 127).putLong(length);
            }
            byte[] bytes = new byte[head.position()];
            head.flip().get(bytes);
            return bytes;
        }
    }
}
