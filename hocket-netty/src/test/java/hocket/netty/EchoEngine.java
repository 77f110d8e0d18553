package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.CloseReason;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.Handlers;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketOffer;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An Engine.IO server on Netty that echoes, with clients that speak the protocol byte by byte. */
final class EchoEngine implements AutoCloseable {
    private static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";
    private static final int SMALL_BUFFER = 16 * 1024;

    private final EngineServer engine;
    private final NettyServer server;
    private final List<WeakReference<Object>> requests = new CopyOnWriteArrayList<>(); // any thread
    private final Semaphore taken = new Semaphore(0); // any thread: requests that the engine has
    private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>(); // any thread

    EchoEngine(Consumer<EngineOptions.Builder> more) throws IOException {
        this(more, netty -> {});
    }

    EchoEngine(Consumer<EngineOptions.Builder> more, Consumer<NettyServer.Builder> evenMore) throws IOException {
        EngineOptions.Builder options = EngineOptions.builder().handlers(Handlers.inline());
        more.accept(options);
        engine = EngineServer.create(options.build(), Echo::new);
        NettyServer.Builder netty =
                NettyServer.builder(new Counting()).host("127.0.0.1").threads(2);
        evenMore.accept(netty);
        server = netty.start();
    }

    EngineServer engine() {
        return engine;
    }

    NettyServer server() {
        return server;
    }

    /** Why the session ended: reason and description. */
    String end(String sid) {
        return future(sid).copy().orTimeout(10, TimeUnit.SECONDS).join();
    }

    boolean isOpen(String sid) {
        return !future(sid).isDone();
    }

    /**
     * Waits until so many requests that ask for no WebSocket, handshakes included, have reached their sessions; from then
     * on a poll among them is answered whatever happens to its session. Called once.
     */
    void awaitRequests(int count) throws Exception {
        assertThat(taken.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
        for (EngineSocket session : engine.clients()) {
            // a request that came on another lane than its session's is on its way there, before this
            CompletableFuture.runAsync(() -> {}, session.lane()).get(10, TimeUnit.SECONDS);
        }
    }

    /** Waits until nothing keeps the requests that came, of which there are so many. */
    void awaitRequestsForgotten(int count) throws Exception {
        assertThat(requests).hasSize(count);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (requests.stream().anyMatch(request -> request.get() != null) && System.nanoTime() - deadline < 0) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(requests).allMatch(request -> request.get() == null);
    }

    private CompletableFuture<String> future(String sid) {
        return ends.computeIfAbsent(sid, unknown -> new CompletableFuture<>());
    }

    RawConnection connect() {
        return RawConnection.open(server.port());
    }

    /** A client that will take nothing in by itself. */
    RawConnection connectWithSmallBuffer() {
        return RawConnection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), SMALL_BUFFER);
    }

    /** Opens a session by polling; its id. */
    static String poll(RawConnection connection) {
        HttpResponse handshake = get(connection, POLLING);
        assertThat(handshake.status()).isEqualTo(200);
        return sid(handshake.body().utf8());
    }

    /** Opens a session by WebSocket; its id. */
    static String upgrade(RawConnection connection) {
        assertThat(connection.upgrade(WEBSOCKET).status()).isEqualTo(101);
        return sid(connection.readFrame().text());
    }

    private static String sid(String handshake) {
        return handshake.replaceAll("(?s).*\"sid\":\"([^\"]+)\".*", "$1");
    }

    /** A GET; without a session's id a handshake. */
    static HttpResponse get(RawConnection connection, String url) {
        return connection.send("GET " + url + " HTTP/1.1\r\nHost: h\r\n\r\n").readResponse();
    }

    static String url(String sid) {
        return POLLING + "&sid=" + sid;
    }

    static HttpResponse post(RawConnection connection, String sid, byte[] body) {
        connection.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n");
        return connection.send(body).readResponse();
    }

    /** Sends a message over a WebSocket and waits for its echo. */
    static void assertEchoes(RawConnection webSocket, String text) {
        long start = System.nanoTime();
        webSocket.send(RawFrame.text("4" + text));
        RawFrame frame = webSocket.readFrame();
        while (!frame.text().startsWith("4")) {
            frame = webSocket.readFrame(); // a ping
        }
        assertThat(frame.text()).isEqualTo("4" + text);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Counting implements HostHandler {
        @Override
        public void onRequest(HttpExchange exchange) {
            requests.add(new WeakReference<>(exchange));
            engine.onRequest(exchange);
            taken.release();
        }

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            requests.add(new WeakReference<>(offer));
            engine.onWebSocket(offer);
        }

        @Override
        public CompletionStage<Void> close() {
            return engine.close();
        }
    }

    private final class Echo implements EngineSocketListener {
        private final EngineSocket socket;

        Echo(EngineSocket socket) {
            this.socket = socket;
        }

        /** "flood" is answered by 40 MB, all else by itself. */
        @Override
        public void onMessage(EngineMessage message) {
            if (!message.isBinary() && message.text().equals("flood")) {
                byte[] large = new byte[1_000_000];
                for (int i = 0; i < 40; i++) {
                    socket.send(large);
                }
            } else {
                socket.send(message);
            }
        }

        @Override
        public void onClose(CloseReason reason, String description) {
            future(socket.id()).complete(reason + ": " + description);
        }
    }
}
