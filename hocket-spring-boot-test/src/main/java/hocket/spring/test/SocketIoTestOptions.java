package hocket.spring.test;

import hocket.client.ManagerOptions;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How a test's client connects. Not safe for use by several threads. */
public final class SocketIoTestOptions {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Consumer<ManagerOptions.Builder> manager = options -> {};
    private final SocketOptions.Builder socket = SocketOptions.builder();

    SocketIoTestOptions() {}

    /** A header field of each request. */
    public SocketIoTestOptions header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** A user's name and password, as HTTP Basic has them (RFC 7617). */
    public SocketIoTestOptions basicAuth(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** A bearer token (RFC 6750). */
    public SocketIoTestOptions bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** What is sent to the namespace as {@code auth}. */
    public SocketIoTestOptions auth(Object value) {
        socket.auth(() -> value);
        return this;
    }

    /** The transports to try. Default: a WebSocket. */
    public SocketIoTestOptions transports(TransportName... names) {
        return manager(options -> options.transports(names));
    }

    /** Sets other options of the client; see {@link ManagerOptions}. */
    public SocketIoTestOptions manager(Consumer<ManagerOptions.Builder> settings) {
        manager = manager.andThen(settings);
        return this;
    }

    void applyTo(ManagerOptions.Builder options) {
        options.transports(TransportName.WEBSOCKET).extraHeaders(headers);
        manager.accept(options);
    }

    SocketOptions socket() {
        return socket.build();
    }
}
