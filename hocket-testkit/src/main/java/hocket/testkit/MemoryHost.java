package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host without a network: the test is the client, and the lane. Each call returns when all its effects have happened.
 */
public final class MemoryHost {
    private static final String ADDRESS = "192.0.2.1"; // reserved for documentation (RFC 5737)

    private final HostHandler handler;
    private @Nullable Principal principal;
    private final VirtualLane lane = new VirtualLane();

    /** A host whose requests go to that handler. */
    public MemoryHost(HostHandler handler) {
        this.handler = handler;
    }

    /** The one lane. */
    public VirtualLane lane() {
        return lane;
    }

    /** Has the host find all requests from now on to come from that one; null for nobody. */
    public void authenticate(@Nullable Principal newPrincipal) {
        principal = newPrincipal;
    }

    /** Lets time pass on the lane. */
    public void advance(Duration duration) {
        lane.advance(duration);
    }

    /** Sends a GET. Header names and values alternate. */
    public MemoryExchange get(String url, String... headers) {
        return request("GET", url, ByteSlice.EMPTY, headers);
    }

    /** Sends a POST with that text. Header names and values alternate. */
    public MemoryExchange post(String url, String body, String... headers) {
        return request("POST", url, ByteSlice.utf8(body), headers);
    }

    /** Sends a request with its whole body. Header names and values alternate. */
    public MemoryExchange request(String method, String url, ByteSlice body, String... headers) {
        MemoryExchange exchange = begin(method, url, headers);
        exchange.sendBody(body);
        exchange.endBody();
        return exchange;
    }

    /** Sends the head of a request; the body follows by {@link MemoryExchange#sendBody}. Header names and values alternate. */
    public MemoryExchange begin(String method, String url, String... headers) {
        MemoryExchange exchange = new MemoryExchange(head(method, url, headers), lane);
        handler.onRequest(exchange);
        lane.crank();
        return exchange;
    }

    /** Asks for a WebSocket. Header names and values alternate. */
    public MemoryWebSocket webSocket(String url, String... headers) {
        List<String> all = new ArrayList<>(List.of("Connection", "Upgrade", "Upgrade", "websocket"));
        all.addAll(List.of(headers));
        MemoryWebSocket webSocket = new MemoryWebSocket(head("GET", url, all.toArray(new String[0])), lane);
        handler.onWebSocket(webSocket.offer());
        lane.crank();
        return webSocket;
    }

    private HttpRequest head(String method, String url, String... headers) {
        HttpHeaders fields = new HttpHeaders().add("Host", "hocket.example");
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return new HttpRequest(method, url, fields, ADDRESS, false, principal);
    }
}
