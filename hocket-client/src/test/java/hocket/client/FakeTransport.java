package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP library without a network: the test is the server. Each call of the test returns when its effects have happened. */
final class FakeTransport implements ClientTransport {
    static final String HANDSHAKE = "0{\"sid\":\"s1\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
            + "\"pingTimeout\":20000,\"maxPayload\":1000000}";
    static final String HANDSHAKE_WITHOUT_UPGRADE = HANDSHAKE.replace("\"websocket\"", "");

    final VirtualLane lane = new VirtualLane();
    final List<Call> calls = new ArrayList<>();
    final List<WebSocket> webSockets = new ArrayList<>();
    boolean closed;

    @Override
    public ClientLane newLane() {
        return lane;
    }

    @Override
    public HttpCall send(ClientRequest request, HttpCallback callback) {
        Call call = new Call(request, callback);
        calls.add(call);
        return () -> call.cancelled = true;
    }

    @Override
    public ClientWebSocket connect(ClientLane of, ClientRequest request, WebSocketListener listener) {
        assertThat(of).isSameAs(lane);
        WebSocket webSocket = new WebSocket(request, listener);
        webSockets.add(webSocket);
        return webSocket;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The GET that waits for an answer. */
    Call poll() {
        return pending("GET");
    }

    /** The POST that waits for an answer. */
    Call post() {
        return pending("POST");
    }

    boolean isPolling() {
        return calls.stream().anyMatch(call -> call.isPending("GET"));
    }

    boolean isPosting() {
        return calls.stream().anyMatch(call -> call.isPending("POST"));
    }

    private Call pending(String method) {
        lane.crank();
        List<Call> pending =
                calls.stream().filter(call -> call.isPending(method)).toList();
        assertThat(pending).as(method + " requests that wait, of " + calls).hasSize(1);
        return pending.get(0);
    }

    /** The WebSocket that was asked for last. */
    WebSocket webSocket() {
        lane.crank();
        assertThat(webSockets).as("WebSockets asked for").isNotEmpty();
        return webSockets.get(webSockets.size() - 1);
    }

    /** The parameters of a request's query. */
    static Map<String, String> query(ClientRequest request) {
        Map<String, String> query = new HashMap<>();
        Matcher pairs =
                Pattern.compile("([^&=]+)=([^&]*)").matcher(request.uri().getQuery());
        while (pairs.find()) {
            query.put(pairs.group(1), pairs.group(2));
        }
        return query;
    }

    /** A request, seen by the server. */
    final class Call {
        final ClientRequest request;
        private final HttpCallback callback;
        private boolean answered;
        boolean cancelled;

        Call(ClientRequest request, HttpCallback callback) {
            this.request = request;
            this.callback = callback;
        }

        boolean isPending(String method) {
            return !answered && !cancelled && (request.body() == null) == method.equals("GET");
        }

        String body() {
            return request.body() == null ? "" : request.body().utf8();
        }

        void answer(String text) {
            answer(200, text);
        }

        void answer(int status, String text) {
            answered = true;
            callback.onResponse(status, ByteSlice.utf8(text));
            lane.crank();
        }

        void fail(String why) {
            answered = true;
            callback.onFailed(new IOException(why));
            lane.crank();
        }

        @Override
        public String toString() {
            return request + (answered ? " answered" : "") + (cancelled ? " cancelled" : "");
        }
    }

    /** A WebSocket, seen by the server. */
    final class WebSocket implements ClientWebSocket {
        final ClientRequest request;
        private final WebSocketListener listener;
        private final List<Frame> unflushed = new ArrayList<>();
        private final List<String> arrived = new ArrayList<>();
        boolean writable = true;
        boolean paused;
        boolean closing;
        final List<Boolean> compressed = new ArrayList<>();
        boolean aborted;
        int flushes;

        WebSocket(ClientRequest request, WebSocketListener listener) {
            this.request = request;
            this.listener = listener;
        }

        /** What came since the last time: text as it is, binary as its bytes in brackets. */
        List<String> received() {
            lane.crank();
            List<String> all = List.copyOf(arrived);
            arrived.clear();
            return all;
        }

        void open() {
            listener.onOpen();
            lane.crank();
        }

        void text(String... messages) {
            for (String message : messages) {
                listener.onText(ByteSlice.utf8(message));
            }
            lane.crank();
        }

        void binary(byte... bytes) {
            listener.onBinary(ByteSlice.of(bytes));
            lane.crank();
        }

        void onWritable() {
            writable = true;
            listener.onWritable();
            lane.crank();
        }

        void closed(int code) {
            closed(code, "");
        }

        void closed(int code, String reason) {
            listener.onClosed(code, reason);
            lane.crank();
        }

        void failed(int status, String why) {
            listener.onFailed(status, new IOException(why));
            lane.crank();
        }

        @Override
        public void send(Frame message, boolean compress) {
            unflushed.add(message);
            compressed.add(compress);
        }

        @Override
        public void flush() {
            flushes++;
            for (Frame frame : unflushed) {
                arrived.add(
                        frame.isBinary()
                                ? describe(frame.payload())
                                : frame.payload().utf8());
            }
            unflushed.clear();
        }

        private static String describe(ByteSlice bytes) {
            return java.util.Arrays.toString(bytes.toByteArray());
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void pauseReading() {
            paused = true;
        }

        @Override
        public void resumeReading() {
            paused = false;
        }

        @Override
        public void close() {
            flush();
            closing = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
