package hocket.interop;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Why clients were lost, by id. */
final class Reasons {
    private final Map<String, CompletableFuture<String>> reasons = new ConcurrentHashMap<>(); // any thread

    void tell(String id, String reason) {
        of(id).complete(reason);
    }

    /** Calls back once the client is lost. */
    void onceTold(String id, Consumer<String> action) {
        var unused = of(id).thenAccept(action);
    }

    private CompletableFuture<String> of(String id) {
        return reasons.computeIfAbsent(id, key -> new CompletableFuture<>());
    }
}
