package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The JavaScript server: to test the tests with, and our client. */
final class ReferenceServer implements TestServer {
    private final BlockingQueue<String> ports = new LinkedBlockingQueue<>();
    private final ScriptProcess node;
    private final int port;

    private ReferenceServer(String arguments) {
        node = ScriptProcess.node(ports::add, () -> {}, "reference-server.mjs", arguments);
        port = awaitPort();
    }

    static ReferenceServer start(String kind, Settings settings) {
        return start(kind, "4.8.4", settings);
    }

    /** As {@link #start(String, Settings)}, in that version. */
    static ReferenceServer start(String kind, String version, Settings settings) {
        Map<String, Object> options = new HashMap<>();
        options.put("kind", kind);
        options.put("version", version);
        options.put("allowEIO3", settings.allowEIO3);
        options.put("pingInterval", settings.pingInterval.toMillis());
        options.put("pingTimeout", settings.pingTimeout.toMillis());
        options.put("maxHttpBufferSize", settings.maxHttpBufferSize);
        options.put("cookie", settings.cookie);
        options.put("parser", settings.msgpack);
        options.put("recovery", settings.recovery);
        if (settings.path != null) {
            options.put("path", settings.path);
        }
        if (settings.cors) {
            options.put("cors", Map.of("origin", "*"));
        }
        return new ReferenceServer(Json.write(options));
    }

    private int awaitPort() {
        try {
            String line = ports.poll(10, SECONDS);
            if (line != null) {
                return Integer.parseInt(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the reference server does not listen\n" + node.errors());
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void restart() {
        node.send("restart");
        awaitPort();
    }

    @Override
    public void close() {
        node.close();
    }
}
