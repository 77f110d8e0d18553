package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.testkit.MemoryHost;
import hocket.testkit.MemoryWebSocket;
import hocket.testkit.TestServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in memory, and what its meters show. */
final class MeteredServer {
    static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    final MeterRegistry registry = new SimpleMeterRegistry();
    final TestServer server;
    final MemoryHost host;

    MeteredServer() {
        this(options -> {}, io -> {});
    }

    MeteredServer(Consumer<SocketIoOptions.Builder> settings, Consumer<SocketIoServer> setup) {
        server = TestServer.start(settings.andThen(options -> options.listener(new HocketMeters(registry))), setup);
        host = server.host();
    }

    /** The value of a gauge or a counter, the count of a timer. Tags and their values alternate. */
    double value(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    /** The URL of a new polling session. */
    String openPolling() {
        Matcher sid = SID.matcher(host.get(POLLING).text());
        assertThat(sid.find()).isTrue();
        return POLLING + "&sid=" + sid.group(1);
    }

    /** A WebSocket that is to take over that session and has probed. */
    MemoryWebSocket probe(String url) {
        MemoryWebSocket webSocket = host.webSocket(url.replace("polling", "websocket"));
        webSocket.send("2probe");
        assertThat(webSocket.receiveText()).isEqualTo("3probe");
        return webSocket;
    }

    /** A client that speaks the protocol by hand, in the main namespace. */
    MemoryWebSocket join() {
        MemoryWebSocket client = host.webSocket(POLLING.replace("polling", "websocket"));
        client.send("40");
        while (client.receiveText() != null) { // the handshake, and that it has joined
            assertThat(client.isOpen()).isTrue();
        }
        return client;
    }
}
