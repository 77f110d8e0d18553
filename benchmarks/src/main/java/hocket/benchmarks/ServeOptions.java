package hocket.benchmarks;

import hocket.engine.Handlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Where the server listens, and on which threads its handlers run. */
record ServeOptions(int port, Handlers handlers) {
    private static final int DEFAULT_PORT = 3000;

    static ServeOptions parse(List<String> args, Map<String, String> environment) {
        String port = environment.getOrDefault("PORT", String.valueOf(DEFAULT_PORT));
        String handlers = "virtual";
        Deque<String> left = new ArrayDeque<>(args);
        while (!left.isEmpty()) {
            String name = left.remove();
            switch (name) {
                case "--port" -> port = value(name, left.poll());
                case "--handlers" -> handlers = value(name, left.poll());
                default ->
                    throw new IllegalArgumentException(
                            "serve takes --port N and --handlers inline|virtual|pool, not " + name);
            }
        }
        return new ServeOptions(portOf(port), handlersOf(handlers));
    }

    private static String value(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return value;
    }

    private static int portOf(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("the port is a number from 0 to 65535, not " + text);
    }

    private static Handlers handlersOf(String name) {
        return switch (name) {
            case "inline" -> Handlers.inline();
            case "virtual" -> Handlers.virtualThreads();
            case "pool" ->
                Handlers.pool(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    Thread thread = new Thread(task, "load-handler");
                    thread.setDaemon(true);
                    return thread;
                }));
            default -> throw new IllegalArgumentException("handlers run inline, virtual or in a pool, not " + name);
        };
    }
}
