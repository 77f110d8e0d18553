package hocket.server;

import hocket.core.Args;
import hocket.server.spi.AckReceiver;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gathers the answers to a broadcast until each client was heard of. Any thread. */
final class AnswerCollector implements AckReceiver {
    private static final int UNKNOWN = -1;

    private final Map<String, Args> answers = new LinkedHashMap<>(); // under the monitor
    private final Set<String> missing = new LinkedHashSet<>(); // under the monitor
    private final CompletableFuture<BroadcastAnswers<Args>> outcome = new CompletableFuture<>();
    private int clients = UNKNOWN; // under the monitor

    /** Completed on the thread that brings the last answer. */
    CompletableFuture<BroadcastAnswers<Args>> outcome() {
        return outcome;
    }

    @Override
    public void onClients(int count) {
        synchronized (this) {
            clients = count;
        }
        completeIfAll();
    }

    @Override
    public void onAck(String socketId, Args answer) {
        synchronized (this) {
            answers.put(socketId, answer);
        }
        completeIfAll();
    }

    @Override
    public void onMissing(String socketId) {
        synchronized (this) {
            missing.add(socketId);
        }
        completeIfAll();
    }

    private void completeIfAll() {
        BroadcastAnswers<Args> all = null;
        synchronized (this) {
            if (answers.size() + missing.size() == clients) {
                all = new BroadcastAnswers<>(
                        Collections.unmodifiableMap(answers), Map.of(), Collections.unmodifiableSet(missing));
            }
        }
        if (all != null) {
            outcome.complete(all);
        }
    }
}
