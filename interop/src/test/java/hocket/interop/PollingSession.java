package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.interop.HttpConnection.Response;
import java.io.IOException;

/** A session over long-polling whose every request is the test's own. */
final class PollingSession implements AutoCloseable {
    private final int port;
    private final String target;
    private final String sid;
    private final HttpConnection polls;
    private final HttpConnection posts;
    private int marks;

    private PollingSession(int port, String target, String sid) throws IOException {
        this.port = port;
        this.target = target;
        this.sid = sid;
        this.polls = HttpConnection.to(port);
        this.posts = HttpConnection.to(port);
    }

    /** Opens a session of revision 4. */
    static PollingSession open(int port) throws IOException {
        return open(port, "/engine.io/?EIO=4&transport=polling");
    }

    static PollingSession open(int port, String target) throws IOException {
        try (HttpConnection connection = HttpConnection.to(port)) {
            Response response = connection.get(target);
            assertThat(response.status()).as(response.toString()).isEqualTo(200);
            String sid = sidOf(response.text());
            return of(port, target, sid);
        }
    }

    /** A session that is open already. */
    static PollingSession of(int port, String target, String sid) throws IOException {
        return new PollingSession(port, target + "&sid=" + sid, sid);
    }

    /** The id in a handshake of whichever form. */
    static String sidOf(String handshake) {
        String json = handshake.substring(handshake.indexOf('{'), handshake.lastIndexOf('}') + 1);
        return Json.read(json).get("sid").asText();
    }

    String sid() {
        return sid;
    }

    /** Path and query of the session's requests. */
    String target() {
        return target;
    }

    /** Path and query of a WebSocket for this session. */
    String webSocketTarget() {
        return target.replace("transport=polling", "transport=websocket");
    }

    RawWebSocket openWebSocket() throws IOException {
        return RawWebSocket.open(port, webSocketTarget());
    }

    /** Opens a WebSocket that takes over. */
    RawWebSocket upgrade() throws IOException {
        RawWebSocket webSocket = probe();
        webSocket.send("5");
        return webSocket;
    }

    /** Opens a WebSocket that could take over. */
    RawWebSocket probe() throws IOException {
        RawWebSocket webSocket = openWebSocket();
        webSocket.send("2probe");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        return webSocket;
    }

    /** Polls and waits for the answer. */
    Response poll() throws IOException {
        return polls.get(target);
    }

    /** Begins a poll; the session has it when this returns. The server must be {@linkplain Settings#observed observed}. */
    void beginPoll() throws IOException {
        String mark = "poll" + ++marks;
        polls.sendGet(target + "&t=" + mark + sid);
        try (HttpConnection connection = HttpConnection.to(port)) {
            assertThat(connection.get("/seen?t=" + mark + sid).status()).isEqualTo(204);
        }
    }

    /** Waits for the answer of the poll that has begun. */
    Response endPoll() throws IOException {
        return polls.receive();
    }

    /** Ends the connection of the poll that has begun. */
    void abortPoll() throws IOException {
        polls.close();
    }

    Response post(String body, String... headers) throws IOException {
        return posts.post(target, body, headers);
    }

    /** A request of the session on a connection of its own. */
    Response request(String method, String body, String... headers) throws IOException {
        try (HttpConnection connection = HttpConnection.to(port)) {
            return connection.request(method, target, body, headers);
        }
    }

    @Override
    public void close() throws IOException {
        polls.close();
        posts.close();
    }
}
