package hocket.examples.springchat;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A socket of {@code socket.io-client}, and what it hears. */
final class NodeClient implements AutoCloseable {
    private static final int WAIT_SECONDS = 20;

    private final NodeClients all;
    private final int number;
    private final Map<String, BlockingQueue<List<?>>> heard = new ConcurrentHashMap<>();

    NodeClient(NodeClients all, int number) {
        this.all = all;
        this.number = number;
    }

    void hear(String event, List<?> args) {
        heard(event).add(args);
    }

    private BlockingQueue<List<?>> heard(String event) {
        return heard.computeIfAbsent(event, name -> new LinkedBlockingQueue<>());
    }

    /** The arguments of the next event of that name. */
    List<?> next(String event) throws InterruptedException {
        List<?> next = heard(event).poll(WAIT_SECONDS, SECONDS);
        if (next == null) {
            throw new AssertionError("no " + event + " within " + WAIT_SECONDS + " s, but " + heard);
        }
        return next;
    }

    /** What is answered: a tree, null if the answer has no value. */
    Object ask(String event, Object... args) throws InterruptedException {
        all.command("ask", number, Map.of("event", event, "args", List.of(args)));
        return next("answer").get(0);
    }

    @Override
    public void close() {
        all.command("close", number, Map.of());
    }
}
